extension Lexicon {
  static let germany = Lexicon(
    given: Words(
      """
      Thomas Michael Andreas Peter Stefan Christian Klaus Wolfgang Jürgen Frank Markus Martin Matthias Bernd Uwe
      Sabine Susanne Petra Monika Andrea Claudia Birgit Karin Ursula Renate Daniel Alexander Sebastian Tobias
      Florian Jan Jörg Ralf Holger Dieter Horst Günther Heinz Manfred Helmut Werner Gerhard Karl Hans Rainer Volker
      Torsten Sven Dirk Olaf Nicole Stefanie Julia Katharina Anna Lena Laura Melanie Silke Anja Heike Ute Gabriele
      Ingrid Brigitte Elke Angelika Mehmet Mustafa Ali Ayşe Fatma Emre Piotr Agnieszka Lukas Jonas Leon Felix
      Maximilian Jannik Finn Lea Hannah Sophie Marie Greta Björn Kai Lars Nils Ole Hauke Xaver Korbinian Vroni
      Annegret Friedrich Wilhelm Otto Hildegard Gisela Waltraud Rüdiger
      """),
    family: Words(
      """
      Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein
      Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Schmitz Krause
      Meier Lehmann Schmid Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz
      Möller Weiß Jung Hahn Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth Beck Lorenz Baumann
      Franke Albrecht Schuster Simon Ludwig Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein Jäger Otto Sommer
      Groß Seidel Heinrich Brandt Haas Schreiber Graf Schulte Dietrich Ziegler Kuhn Kühn Pohl Engel Horn Busch
      Bergmann Thomas Voigt Sauer Arnold Wolff Pfeiffer Yılmaz Kaya Demir Nowak Kowalski Thiel Ernst Lindner Götz
      Ebert Beyer Nagel Ritter Bender Kruse Förster
      """),
    rareFamily: Compounds(
      """
      Acker Alt Bach Berg Birken Breit Buch Burg Dorn Eich Eisen Erlen Feld Frei Gersten Gold Grün Hage Hasel Hirsch \
      Hoch Holz Kalt Kirch Klein Korn Lauter Linden Mühl Nieder Ober Öst Rosen Rot Sand Schön Silber Stein Tal \
      Tannen Unter Wald Wasser Weiden Wein Wester Wiesen Wild Winter Zell
      """, "mann meier meyer bauer hofer berger bach müller stein feld huber inger auer brink kamp horst hagen"),
    trades: Words(
      """
      Bau Elektrotechnik Dienstleistungen Immobilien Consulting Metallbau Transporte Gebäudereinigung Sanitär
      Heizung Malerbetrieb Dachdeckerei Tischlerei Schreinerei Bäckerei Metzgerei Fleischerei Autohaus Kfz-Technik
      Maschinenbau Logistik Spedition Handel Großhandel Gartenbau Landschaftsbau Hausverwaltung Steuerberatung
      Rechtsanwälte Apotheke Versicherungen Finanzberatung Werbeagentur Druckerei Verlag Software IT-Systeme
      Datentechnik Medien Design Fotografie Architekten Ingenieurbüro Bauunternehmung Tiefbau Hochbau Zimmerei
      Fensterbau Glaserei Fliesen Bodenbeläge Möbel Küchenstudio Raumausstattung Textilien Moden Schuhhaus Optik
      Hörgeräte Zahntechnik Physiotherapie Pflegedienst Catering Gastronomie Hotel Gasthaus Brauerei Weinhandel
      Getränke Lebensmittel Feinkost Blumen Friseur Kosmetik Fitness Reisebüro Busreisen Umzüge Entsorgung Recycling
      Schrotthandel Stahlhandel Werkzeugbau Kunststofftechnik Verpackungen Pumpen Antriebstechnik Messtechnik
      Medizintechnik Solartechnik Energieberatung Sicherheitstechnik Schlüsseldienst Gerüstbau Abbruch Baustoffe
      Holzhandel Landtechnik Saatgut Tierarztpraxis Zoohandlung Fahrschule
      """),
    adjectives: Words(
      """
      Neue Alte Nord Süd Ost West Bayerische Rheinische Hanseatische Märkische Schwäbische Sächsische Badische Hessische
      Westfälische Erste Deutsche Berliner Hamburger Münchner Kölner Frankfurter Grüne Blaue Rote Goldene Silberne Weiße
      Schwarze Große Kleine Junge Moderne Klassische Norddeutsche Süddeutsche Allgemeine Vereinigte Freie Echte
      """, flatness: 14),
    nouns: Words(
      """
      Adler Löwe Bär Hirsch Fuchs Falke Schwan Eiche Linde Tanne Birke Buche Rose Stern Sonne Mond Krone Anker
      Brücke Turm Burg Schloss Mühle Hof Quelle Fluss See Berg Tal Wald Feld Wiese Garten Hafen Insel Küste Welle
      Licht Feuer Eisen Kupfer Kristall Diamant Perle Horizont Kompass Leuchtturm Hammer Amboss Zahnrad Werkstatt
      Manufaktur Kontor Speicher
      """, flatness: 14),
    endings: Words(
      "Gruppe Holding Verwaltung Vertrieb Service Deutschland International &_Söhne &_Partner Beteiligung", flatness: 4),
    cities: City.list(
      """
      Berlin/BE/10/30
      Hamburg/HH/20/40
      München/BY/80/89
      Köln/NW/50/221
      Frankfurt am Main/HE/60/69
      Stuttgart/BW/70/711
      Düsseldorf/NW/40/211
      Leipzig/SN/04/341
      Dortmund/NW/44/231
      Essen/NW/45/201
      Bremen/HB/28/421
      Dresden/SN/01/351
      Hannover/NI/30/511
      Nürnberg/BY/90/911
      Duisburg/NW/47/203
      Bochum/NW/44/234
      Wuppertal/NW/42/202
      Bielefeld/NW/33/521
      Bonn/NW/53/228
      Münster/NW/48/251
      Karlsruhe/BW/76/721
      Mannheim/BW/68/621
      Augsburg/BY/86/821
      Wiesbaden/HE/65/611
      Kiel/SH/24/431
      Lübeck/SH/23/451
      Erfurt/TH/99/361
      Mainz/RP/55/6131
      Rostock/MV/18/381
      Kassel/HE/34/561
      Saarbrücken/SL/66/681
      Freiburg im Breisgau/BW/79/761
      Regensburg/BY/93/941
      Würzburg/BY/97/931
      Göttingen/NI/37/551
      Osnabrück/NI/49/541
      """),
    towns: Compounds(
      "Alten Bad Birken Burg Eichen Felden Frieden Grün Heiligen Herren Königs Kirch Lauter Linden Markt Neu Nieder Ober Rosen "
        + "Schön Stein Wald Weiden Wolfs Mühl Günzen",
      "berg burg dorf hausen heim bach feld stadt hagen rode kirchen au ingen"),
    streets: Words(
      """
      Hauptstraße Bahnhofstraße Schulstraße Gartenstraße Dorfstraße Bergstraße Kirchstraße Industriestraße
      Goethestraße Schillerstraße Lindenstraße Mozartstraße Beethovenstraße Ringstraße Waldstraße Mühlenweg
      Birkenweg Am_Markt Marktplatz Gewerbestraße Friedrichstraße Wilhelmstraße Kaiserstraße Königstraße Poststraße
      Rathausplatz Jahnstraße Lessingstraße Feldstraße Wiesenweg Amselweg Finkenweg Rosenstraße Eichenweg Buchenweg
      Tannenweg Am_Bahnhof An_der_Kirche Hafenstraße Brückenstraße Mühlstraße Bachstraße Brunnenstraße Schloßstraße
      Parkstraße Blumenstraße Uhlandstraße Daimlerstraße Robert-Bosch-Straße Siemensstraße Dieselstraße Benzstraße
      Max-Planck-Straße Albert-Einstein-Straße Kantstraße Leipziger_Straße Berliner_Straße Hamburger_Straße
      Frankfurter_Straße Münchner_Straße Kölner_Straße Alte_Landstraße
      """, flatness: 6),
    forms: LegalForm.list(
      """
      58 GmbH/Gmbh/G.m.b.H./GMBH/Gesellschaft mbH
      13 GmbH & Co. KG/GmbH & Co KG/GmbH und Co. KG/GmbH+Co.KG
      8 UG (haftungsbeschränkt)/UG/UG haftungsbeschränkt
      6 AG
      6 KG
      5 e.K./e. K./eK
      3 GbR
      2 OHG
      """))
}
