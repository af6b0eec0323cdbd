extension Lexicon {
  static let netherlands = Lexicon(
    given: Words(
      """
      Jan Peter Johan Hans Henk Cornelis Willem Gerrit Kees Piet Maria Anna Johanna Elisabeth Wilhelmina Petra
      Monique Ingrid Marieke Annemarie Jeroen Martijn Mark Erik Bas Bart Dennis Marcel Rob Ruud Wouter Sander
      Maarten Jasper Thijs Daan Sem Lars Tim Tom Lisa Sanne Femke Anouk Iris Esther Linda Mieke Truus Joke Sjoerd
      Wiebe Douwe Tjeerd Hidde Femma Mohammed Fatima Youssef Samira Emre Lotte Fleur Roos Eva Noor Joost Pieter
      Frits Gijs Koen Stijn Ties Bram Floor Renée
      """),
    family: Words(
      """
      de_Jong Jansen de_Vries van_den_Berg van_Dijk Bakker Janssen Visser Smit Meijer de_Boer Mulder de_Groot Bos
      Vos Peters Hendriks van_Leeuwen Dekker Brouwer de_Wit Dijkstra Smits de_Graaf van_der_Meer van_der_Linden Kok
      Jacobs de_Haan Vermeulen van_den_Heuvel van_der_Veen van_den_Broek de_Bruijn de_Bruin van_der_Heijden Schouten
      van_Beek Willems van_Vliet van_de_Ven Hoekstra Maas Verhoeven Koster van_Dam van_der_Wal Prins Blom Huisman
      Peeters de_Jonge Kuipers van_Veen Postma Kuiper Veenstra Kramer van_den_Brink Scholten van_Wijk Post Martens
      Vink de_Ruiter Timmermans Groen Gerritsen Jonker van_Loon Boer van_der_Velde Willemsen Smeets de_Lange Bosman
      van_Dongen Schipper de_Koning Koning
      """),
    rareFamily: Compounds(
      "Hof Veld Bos Dijk Zand Water Molen Kerk Brug Berg Heide Wester Ooster Noorder Zuider Nij Oude Broek Steen Haver Roos",
      "stra sma inga man horst kamp huis meijer veld berg wijk laar mans ema"),
    trades: Words(
      """
      Bouw Installatietechniek Diensten Advies Transport Schilderwerken Timmerwerken Dakdekkers Loodgieters
      Elektrotechniek Hoveniers Tuinen Schoonmaak Administratie Accountants Advocaten Makelaardij Vastgoed
      Verzekeringen Autobedrijf Garage Bakkerij Slagerij Catering Horeca Restaurant Café Groothandel
      Handelsonderneming Import Export Logistiek Koeriers Verhuizingen Techniek Machines Metaal Staal Kunststoffen
      Verpakkingen Drukkerij Uitgeverij Reclame Ontwerp Media Software Automatisering ICT Webdesign Fotografie
      Architecten Ingenieurs Interieur Keukens Meubelen Vloeren Tegels Kozijnen Zonwering Isolatie Warmte
      Koeltechniek Zonne-energie Beveiliging Opleidingen Kinderopvang Fysiotherapie Tandartsen Apotheek Optiek
      Kappers Schoonheidssalon Bloemen Kwekerij Zaden Veehouderij Zuivel Kaas Groenten Vis Dranken Wijnen Brouwerij
      Reizen Touringcars Fietsen Sport Speelgoed Boeken Mode Schoenen Juweliers Textiel Sloopwerken Recycling
      Grondwerken
      """),
    adjectives: Words(
      """
      Nieuwe Oude Noord Zuid Oost West Hollandse Nederlandse Friese Brabantse Limburgse Zeeuwse Amsterdamse
      Rotterdamse Haagse Eerste Groene Blauwe Rode Gouden Zilveren Witte Zwarte Grote Kleine Mooie Snelle Slimme
      Frisse Echte Vrije Koninklijke
      """, flatness: 12),
    nouns: Words(
      """
      Molen Tulp Leeuw Zwaan Anker Brug Kroon Ster Zon Maan Haven Eiland Duin Polder Dijk Gracht Meer Rivier Bos
      Linde Eik Roos Schip Boot Kompas Vuurtoren Toren Poort Markt Hof Boerderij Klomp Fiets Ooievaar Reiger Vos
      Haas Hert Bij Parel Horizon
      """, flatness: 12),
    endings: Words(
      "Groep Holding Beheer &_Zonen &_Zn. Gebroeders Nederland International Services Groothandel", flatness: 4),
    cities: City.list(
      """
      Amsterdam/NH/10/20
      Rotterdam/ZH/30/10
      Den Haag/ZH/25/70
      Utrecht/UT/35/30
      Eindhoven/NB/56/40
      Tilburg/NB/50/13
      Groningen/GR/97/50
      Almere/FL/13/36
      Breda/NB/48/76
      Nijmegen/GE/65/24
      Enschede/OV/75/53
      Haarlem/NH/20/23
      Arnhem/GE/68/26
      Zaandam/NH/15/75
      Amersfoort/UT/38/33
      Apeldoorn/GE/73/55
      's-Hertogenbosch/NB/52/73
      Hoofddorp/NH/21/23
      Maastricht/LI/62/43
      Leiden/ZH/23/71
      Dordrecht/ZH/33/78
      Zoetermeer/ZH/27/79
      Zwolle/OV/80/38
      Deventer/OV/74/570
      Delft/ZH/26/15
      Alkmaar/NH/18/72
      Leeuwarden/FR/89/58
      Venlo/LI/59/77
      Hilversum/NH/12/35
      Middelburg/ZE/43/118
      """),
    towns: Compounds(
      "Ooster Wester Noord Zuid Nieuw Oud Heeren Konings Hoog Laag Water Zand Steen Broek Berg Roosen Valken",
      "wijk dam veen huizen drecht horst loo beek hout kerk meer daal burg waard"),
    streets: Words(
      """
      Dorpsstraat Kerkstraat Molenweg Schoolstraat Stationsweg Hoofdstraat Industrieweg Julianastraat
      Wilhelminastraat Markt Beatrixstraat Prinses_Irenestraat Nieuwstraat Molenstraat Kerkweg Raadhuisstraat
      Havenstraat Dijkweg Parallelweg Burgemeester_van_Dijkstraat Kastanjelaan Lindelaan Eikenlaan Beukenlaan
      Berkenlaan Rozenstraat Tulpstraat Singel Herengracht Keizersgracht Prinsengracht Oudegracht Nieuwe_Gracht
      Coolsingel Marktplein Stationsplein Nijverheidsweg Handelsweg Ambachtsweg Energieweg Transportweg Edisonweg
      Marconistraat Nobelstraat Rembrandtlaan Vermeerstraat Vondelstraat Burgemeester_de_Vrieslaan Sportlaan
      Parklaan Boslaan Waterstraat Achterweg Zandweg Veldweg Heideweg
      """, flatness: 6),
    forms: LegalForm.list(
      """
      72 B.V./BV/Bv/b.v.
      12 V.O.F./VOF/v.o.f.
      6 N.V./NV
      4 Stichting
      3 C.V./CV
      """))

  static let spain = Lexicon(
    given: Words(
      """
      Antonio José Manuel Francisco David Juan Javier Daniel Carlos Jesús María Carmen Ana Isabel Laura Cristina
      Marta Dolores Lucía Pilar Alejandro Miguel Rafael Pedro Ángel Pablo Sergio Fernando Jorge Luis Alberto Álvaro
      Diego Adrián Raúl Enrique Ramón Vicente Iván Rubén Óscar Andrés Joaquín Santiago Eduardo Víctor Mario Roberto
      Jaime Ignacio Mercedes Elena Raquel Rosa Paula Sara Beatriz Nuria Silvia Patricia Montserrat Rocío Encarnación
      Inmaculada Jordi Marc Josep Núria Iker Unai Ainhoa Amaia Begoña Xosé Uxía Gonzalo Álex Hugo Martín Leire
      Noelia Yolanda Teresa Julia Sofía Irene Eva Alba Julián
      """),
    family: Words(
      """
      García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Hernández Ruiz Díaz
      Moreno Muñoz Álvarez Romero Gutiérrez Alonso Navarro Torres Domínguez Ramos Vázquez Ramírez Gil Serrano
      Morales Molina Blanco Suárez Castro Ortega Delgado Ortiz Marín Rubio Núñez Medina Sanz Castillo Iglesias
      Cortés Garrido Santos Guerrero Lozano Cano Cruz Méndez Flores Prieto Herrera Peña León Márquez Cabrera Gallego
      Calvo Vidal Campos Reyes Vega Fuentes Carrasco Díez Caballero Aguilar Nieto Santana Vargas Pascual Giménez
      Herrero Hidalgo Montero Lorenzo Santiago Benítez Durán Ibáñez Arias Mora Ferrer Carmona Vicente Rojas Soto
      Crespo Román Pastor Velasco Parra Sáez Moya Bravo Rivera Gallardo Soler
      """),
    rareFamily: Compounds(
      "Ar Alba Bar Beni Cam Casa Cor Eche Esca Fuen Gara Goiko Iri Iza Lar Mendi Monte Olla Oria Pala Quin Ria Sala Urru Val Villa Zaba Zu",
      "rrieta lanes ndía ñoa rreta goitia tegui verde nueva dona suso gorri barren zábal mar lla"),
    trades: Words(
      """
      Construcciones Instalaciones Servicios Asesores Transportes Electricidad Fontanería Carpintería Pinturas
      Reformas Limpiezas Jardinería Inmobiliaria Seguros Talleres Automóviles Panadería Carnicería Restaurante Bar
      Cafetería Catering Alimentación Frutas Distribuciones Comercial Suministros Ferretería Materiales Maquinaria
      Mecanizados Metales Aluminios Plásticos Envases Gráficas Imprenta Editorial Publicidad Diseño Informática
      Sistemas Software Comunicaciones Fotografía Arquitectos Ingeniería Consultores Abogados Gestoría Formación
      Academia Farmacia Óptica Clínica_Dental Fisioterapia Veterinaria Peluquería Estética Floristería Viveros
      Agrícola Ganadería Aceites Bodegas Vinos Quesos Jamones Pescados Conservas Bebidas Viajes Hoteles Autocares
      Mudanzas Logística Almacenes Muebles Cocinas Decoración Cerámicas Mármoles Cristalería Persianas Climatización
      Energía Solar Seguridad Reciclajes Excavaciones Obras Promociones Textil Moda Calzados Joyería
      """),
    adjectives: Words(
      """
      Nueva Gran Pequeña Buena Alta Hispana Ibérica Catalana Andaluza Gallega Vasca Castellana Valenciana Aragonesa
      Canaria Primera General Moderna Central Norte Sur Levante Atlántica Mediterránea Verde Azul Roja Blanca Negra
      Dorada Real
      """, flatness: 12),
    nouns: Words(
      """
      Estrella Casa Luz Fuente Río Sierra Bosque Colina Valle Pradera Rosa Oliva Viña Roble Encina Cedro Lirio Sol
      Luna Mar Isla Puerto Faro Puente Torre Castillo Molino Granja Abeja Águila León Ciervo Zorro Golondrina Delfín
      Perla Cristal Piedra Taller Mesa Pluma Horizonte Aurora Brisa Costa Playa Plaza Huerta Alameda Azahar Almendra
      Naranja
      """, flatness: 12),
    endings: Words(
      "Grupo Hermanos e_Hijos Hnos. y_Asociados Ibérica España Internacional Gestión Inversiones", flatness: 4),
    cities: City.list(
      """
      Madrid/M/280/91
      Barcelona/B/080/93
      Valencia/V/460/96
      Sevilla/SE/410/95
      Zaragoza/Z/500/976
      Málaga/MA/290/952
      Murcia/MU/300/968
      Palma/PM/070/971
      Bilbao/BI/480/944
      Alicante/A/030/965
      Córdoba/CO/140/957
      Valladolid/VA/470/983
      Vigo/PO/362/986
      Gijón/O/332/985
      A Coruña/C/150/981
      Granada/GR/180/958
      Vitoria-Gasteiz/VI/010/945
      Elche/A/032/966
      Oviedo/O/330/985
      Cartagena/MU/302/968
      Jerez de la Frontera/CA/114/956
      Pamplona/NA/310/948
      Almería/AL/040/950
      San Sebastián/SS/200/943
      Burgos/BU/090/947
      Santander/S/390/942
      Castellón/CS/120/964
      Logroño/LO/260/941
      Badajoz/BA/060/924
      Salamanca/SA/370/923
      Tarragona/T/430/977
      León/LE/240/987
      """),
    towns: Compounds(
      "Villa Torre Monte Fuen Casa Alma Val Peña Rio Puente Agua Campo Mira Mon Santa_ San_",
      "nueva verde llana seca mayor blanca real flores mar sol clara ñas ria luz"),
    streets: Words(
      """
      Calle_Mayor Calle_Real Avenida_de_la_Constitución Plaza_de_España Calle_San_José Calle_del_Carmen Gran_Vía
      Calle_Cervantes Calle_de_Alcalá Avenida_de_Andalucía Calle_Nueva Calle_San_Juan Paseo_de_la_Castellana
      Calle_Goya Calle_Velázquez Calle_Serrano Avenida_Diagonal Calle_Aragón Calle_Balmes Rambla_de_Cataluña
      Calle_Colón Calle_Larios Calle_Sierpes Polígono_Industrial_Norte Polígono_Industrial_El_Pino
      Carretera_de_Madrid Calle_de_la_Iglesia Calle_del_Sol Calle_Ancha Calle_Doctor_Fleming Calle_Ramón_y_Cajal
      Avenida_de_Europa Calle_Toledo Calle_Sevilla Calle_Valencia Calle_Granada Plaza_Mayor Calle_Santa_Ana
      Calle_San_Pedro Calle_de_las_Flores Paseo_Marítimo Camino_Viejo Ronda_de_Toledo Travesía_Nueva
      """, flatness: 6),
    forms: LegalForm.list(
      """
      66 S.L./SL/S.L/Sociedad Limitada
      14 S.L.U./SLU/S.L.U
      10 S.A./SA
      5 C.B./CB
      4 S. Coop./S.Coop.
      """))
}
