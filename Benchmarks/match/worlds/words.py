"""What names and addresses are made of, by language and by country. Lists are common first; rarer names are composed."""


def split(text):
    return text.split()


class Language:
    def __init__(self, given, family, stems, tails, trades, tags, generic, joiner, feminine=False):
        self.given, self.family = split(given), split(family)
        self.stems, self.tails = split(stems), split(tails)
        self.trades = [word.replace("_", " ") for word in split(trades)]
        self.tags = [word.replace("_", " ") for word in split(tags)]
        self.generic = [word.strip() for word in generic.split(",")]
        self.joiner = joiner


LANGUAGES = {
    "en": Language(
        "James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph Jessica Thomas Sarah "
        "Charles Karen Daniel Lisa Matthew Nancy Anthony Sandra Mark Margaret Steven Emily Andrew Olivia Liam Aoife Sean Niamh Priya "
        "Mohammed Wei Grace Hugo Freya Callum Isla Declan Ruth Oscar Tessa",
        "Smith Johnson Williams Brown Jones Miller Davis Wilson Taylor Clark Lewis Walker Hall Young King Wright Scott Green Baker "
        "Murphy Kelly Ryan Byrne Walsh Khan Patel Nguyen Singh Lee Chen Cooper Reed Bailey Ward Cox Grant Shaw Hunt Palmer",
        "Ash Black Broad Brook Bur Cal Chad Clay Cold Cran Dal Dun Eller Fair Farn Gar Glen Hal Harg Hart Hol Kirk Lang Mar Mil Nor Oak "
        "Pem Red Rad Roth San Shel Stan Stock Thorn Wake Wal Wen Whit Win Wood",
        "bury by croft dale den field ford grave ham hurst ley low man more ridge shaw stead stone ton tree wall well wick worth wood",
        "Plumbing Roofing Landscaping Electric Dental_Care Veterinary Logistics Freight Catering Bakery Motors Auto_Repair Insurance "
        "Consulting Accounting Design Print Signs Security Cleaning Flooring Painting Glass Steel Packaging Seeds Farms Dairy Optical "
        "Pharmacy Fitness Travel Software Networks Media Staffing Tooling Supply Marine Timber Pools Fencing",
        "Group Services Partners Solutions International Trading Holdings Associates Works & Sons Co_Op Studio Direct Online",
        "Golden Dragon,City Taxi,Main Street Cafe,The Corner Shop,Best Western Dental,Quality Cleaners,A1 Motors,First Choice Travel,"
        "Sunrise Bakery,Royal Spice,Star Nails,24/7 Towing,Green Thumb,Family Practice,Express Print,Happy Paws,Blue Water Pools,"
        "The Red Lion,Village Pharmacy,Premier Properties",
        "&"),
    "de": Language(
        "Hans Anna Peter Maria Thomas Monika Andreas Petra Stefan Sabine Michael Claudia Wolfgang Ursula Jürgen Renate Klaus Karin Uwe "
        "Birgit Jörg Heike Günther Katrin Sören Jana Florian Lena Lukas Mia Moritz Zoë Reto Ueli Vreni Beat",
        "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer Richter Klein Wolf Schröder Neumann "
        "Schwarz Zimmermann Braun Krüger Hofmann Lange Krause Lehmann Huber Gruber Steiner Moser Keller Frei Yılmaz Kaya",
        "Acker Alten Birken Blumen Brand Dietz Eber Eich Fels Gold Grün Hage Hirsch Hoch Kalt Kirch König Lauter Linden Mühl Neu Ober "
        "Öster Rauch Reiter Rosen Schön Stein Straß Unter Wald Wein Wiesen Wind Zell",
        "acher auer bach baum beck berg berger brunner burger ecker eder feld felder hammer hofer mann mayer meier müller reuter stetter "
        "stein tal thaler wanger wirth",
        "Elektrotechnik Bäckerei Metallbau Gartenbau Spedition Autohaus Zahnarztpraxis Steuerberatung Malerbetrieb Dachdeckerei Sanitär "
        "Heizungsbau Tischlerei Fleischerei Apotheke Reisebüro Druckerei Werbetechnik Gebäudereinigung Immobilien Bauunternehmung Optik "
        "Fliesen Weinhandel Landtechnik Kältetechnik Softwarehaus Maschinenbau Fahrschule Gasthof Physiotherapie Hausverwaltung",
        "Gruppe Service Partner Vertrieb Technik Handel Beteiligungen Verwaltung Söhne Systeme Zentrum Bau",
        "Gasthaus zur Post,Hotel Krone,Löwen-Apotheke,Pizzeria Roma,Kebap Haus,Hirsch-Apotheke,Eiscafé Venezia,Blumen Eck,Salon Haargenau,"
        "Bäckerei am Markt,Taxi Zentrale,Gasthof Adler,Stadt-Apotheke,Physio Aktiv,Getränke Markt,Asia Imbiss",
        "&"),
    "fr": Language(
        "Jean Marie Pierre Nathalie Michel Isabelle Philippe Sylvie Alain Catherine Éric Françoise Thierry Hélène Loïc Chloé Rémi Anaïs "
        "Hervé Solène Gaël Inès Théo Zoé Mathieu Aurélie",
        "Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel Garcia David Bertrand Roux "
        "Vincent Fournier Morel Girard André Mercier Dupont Lambert Bonnet François Benali Traoré",
        "Beau Belle Bois Bour Cham Char Clair Cour Cres Delé Font Gail Gran Haut Jou Lam Lav Mal Mont Mou Per Plan Pré Rou Sau Ter Val Ver Vil",
        "ain ard aud ault ay eau elle ent eron et euil ier iez in is ol ont ot oux uc ville",
        "Plomberie Menuiserie Boulangerie Charpente Électricité Maçonnerie Transports Pharmacie Optique Imprimerie Garage Carrosserie "
        "Paysage Peinture Nettoyage Traiteur Coiffure Immobilier Expertise_Comptable Informatique Conseil Ambulances Taxis Chauffage "
        "Fermetures Carrelage Viticulture Boucherie",
        "Groupe Services Associés et_Fils Distribution Développement Solutions Frères Ingénierie Gestion",
        "Le Bistrot du Coin,Pharmacie Centrale,Boulangerie du Marché,Hôtel de la Gare,Café de Paris,Garage du Centre,Chez Marcel,"
        "Pressing Express,Auto-École du Pont,Le Fournil,Coiffure Actuelle,Tabac de la Mairie",
        "et"),
    "it": Language(
        "Giuseppe Maria Giovanni Anna Antonio Francesca Luigi Laura Marco Paola Andrea Giulia Francesco Chiara Alessandro Elena Stefano "
        "Sara Nicolò Lucia Matteo Ilaria Davide Noemi",
        "Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti De_Luca Costa Giordano Mancini Rizzo "
        "Lombardi Moretti Barbieri Fontana Santoro Mariani",
        "Ber Bor Cal Cam Car Cor Dal Fa Fer For Gal Gar Lan Mar Mon Pal Pan Par Pel Per Pie Pol Ros Sal San Ser Tor Val Ver Vi Zan",
        "ardi aro asco ati azzo bini carlo chi dini elli etti gatti ghi gnoni ini iero ldi lotti mani nelli otti pone rini sini toni ucci",
        "Impianti Edilizia Trasporti Arredamenti Officina Autofficina Carrozzeria Panificio Farmacia Ristorante Trattoria Costruzioni "
        "Serramenti Ceramiche Studio_Dentistico Commercialisti Informatica Pulizie Tipografia Viaggi Immobiliare Ottica Vini Caseificio "
        "Tessuti Meccanica",
        "Group Servizi e_Figli Consulting Italia Sistemi Forniture Fratelli Holding Progetti",
        "Pizzeria Bella Napoli,Bar Centrale,Farmacia Comunale,Trattoria da Mario,Hotel Miramare,Bar Sport,Ristorante Al Porto,"
        "Autoscuola Moderna,Edicola Stazione,Panificio San Marco",
        "e"),
    "es": Language(
        "José María Antonio Carmen Manuel Ana Francisco Laura David Cristina Javier Marta Daniel Lucía Jesús Elena Ángel Raquel Sergio "
        "Beatriz Álvaro Inés Íñigo Nuria",
        "García Fernández González Rodríguez López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández Díaz Moreno Muñoz Álvarez "
        "Romero Alonso Gutiérrez Navarro Torres Domínguez Vázquez Ramos Gil Serrano",
        "Alba Alca Are Ber Cabe Cal Car Cas Cere Esca Fuen Gala Here Iba Lla Mon Mora Nava Orte Pala Peña Que Rio Sala Seri Tole Vale Vila Zala",
        "bar cedo cosa da do ga les llo món na nza ra ral redo rez rra s sano te to vedo z",
        "Fontanería Construcciones Talleres Transportes Panadería Farmacia Clínica_Dental Asesoría Electricidad Carpintería Limpiezas "
        "Imprenta Inmobiliaria Óptica Informática Muebles Pinturas Jardinería Cerámicas Bodegas Conservas Hostelería Climatización",
        "Grupo Servicios e_Hijos Hermanos Asociados Ibérica Soluciones Ingeniería Gestión",
        "Bar La Plaza,Restaurante El Puerto,Farmacia Central,Hotel España,Autoescuela Norte,Panadería San José,Taller Mecánico Sur,"
        "Peluquería Carmen,Mesón del Rey,Estanco Mayor",
        "y"),
    "pl": Language(
        "Piotr Anna Krzysztof Maria Andrzej Katarzyna Tomasz Małgorzata Jan Agnieszka Paweł Barbara Michał Ewa Marcin Zofia Łukasz Hanna "
        "Stanisław Elżbieta Grzegorz Żaneta",
        "Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski Jankowski Mazur "
        "Kwiatkowski Krawczyk Piotrowski Grabowski Pawłowski Michalski",
        "Bart Bor Chmie Cieś Dob Dru Gaj Gór Grze Jab Jas Kaź Klim Kra Lip Łuk Mar Mich Mro Nied Ols Paw Raj Rosz Sad Sob Stan Tom Wil Zab Żuk",
        "czak czyk ecki ek ewski iak icki ik ński ocha osz owicz owski uk urski",
        "Hurtownia Piekarnia Transport Budownictwo Usługi_Elektryczne Stolarstwo Apteka Warsztat Drukarnia Biuro_Rachunkowe Ogrody "
        "Nieruchomości Instalacje Meble Okna Informatyka Spedycja Gabinet_Stomatologiczny Opakowania Szkolenia",
        "Grupa Serwis Partner Polska System Invest Trade i_Synowie",
        "Apteka Pod Orłem,Restauracja Polonia,Piekarnia u Jana,Hotel Polski,Auto Serwis,Bar Mleczny,Salon Fryzjerski Ewa,Kwiaciarnia Róża,"
        "Sklep ABC,Delikatesy Centrum",
        "i"),
    "sv": Language(
        "Lars Anna Mikael Eva Anders Maria Johan Karin Erik Kristina Per Lena Karl Sara Åsa Björn Göran Elin Håkan Linnea Oskar Maja",
        "Johansson Andersson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson Pettersson Jonsson Lindberg Lindström "
        "Bergström Lundqvist Sjöberg Åkesson",
        "Ahl Alm Asp Berg Björk Bo Dal Ek Fors Gran Hag Hed Hell Holm Lind Ljung Lund Löf Mal Nord Ny Ros Sand Sjö Sten Ström Söder Wall Wester Åker Öst",
        "berg blad blom borg dahl fors gren holm kvist lund man mark qvist stedt strand ström wall",
        "Bygg El Måleri Åkeri Bageri Rör Plåt Redovisning Trädgård Städ Tryckeri Fastigheter Konsult Bilservice Tandvård Optik Data "
        "Snickeri Kyl Lantbruk Hotell Resor Möbler",
        "Gruppen Service Partner Invest i_Norden Teknik Handel & Söner",
        "Pizzeria Milano,Stadshotellet,Café Kaffekvarnen,Salong Saxen,Thai House,Bilverkstan,Blomsterhörnan,Konditori Rosen",
        "&"),
    "pt": Language(
        "José Maria João Ana Antônio Francisca Carlos Juliana Paulo Fernanda Pedro Patrícia Lucas Aline Luiz Camila Marcos Letícia Rafael "
        "Conceição Tiago Inês",
        "Silva Santos Oliveira Souza Rodrigues Ferreira Alves Pereira Lima Gomes Costa Ribeiro Martins Carvalho Almeida Lopes Soares "
        "Fernandes Vieira Barbosa Rocha Dias Nascimento Araújo",
        "Ama Ara Bar Bote Cal Cam Car Cor Cou Fa Fre Gal Gui Lou Mace Mag Men Mon Nor Pai Pin Que Quei Rebe Sam Ser Tava Tei Val Vas Xa",
        "al ano as deira do dos ga ges lha lho lo mas nha nho ra ral ria rinho ró rte tos va xa xote zes",
        "Comércio Transportes Padaria Farmácia Materiais_de_Construção Auto_Peças Oficina Papelaria Confecções Móveis Alimentos Bebidas "
        "Informática Contabilidade Engenharia Odontologia Turismo Gráfica Embalagens Vidros Pneus",
        "Grupo Serviços e_Filhos Irmãos do_Brasil Soluções Distribuidora Participações",
        "Padaria Pão Quente,Farmácia Popular,Restaurante Sabor Mineiro,Hotel Avenida,Auto Posto Central,Mercado São João,Salão Beleza Pura,"
        "Pizzaria Bella,Academia Corpo e Saúde",
        "e"),
    "nl": Language(
        "Jan Maria Pieter Anna Johannes Petra Willem Ingrid Kees Marieke Henk Annemarie Sander Femke Daan Sanne Bram Lotte Joost Noor "
        "Teun Jesse",
        "de_Jong Jansen de_Vries van_den_Berg Bakker van_Dijk Visser Janssen Smit Meijer de_Boer Mulder de_Groot Bos Vos Peters Hendriks "
        "van_Leeuwen Dekker Brouwer de_Wit Dijkstra Smits",
        "Aalt Ber Boek Brink Dam Dijk Eik Els Graaf Haar Heij Hof Hoog Kamp Klaas Koe Kruis Land Lind Meer Molen Oost Over Rijn Schel Slot "
        "Stern Veld Ver Vlier Wester Zand",
        "boom bosch burg dam donk eman haas horst huis huizen kamp ma man mans meer sma stra veld voort wijk zaal",
        "Installatie Bouw Transport Bakkerij Schilders Hoveniers Garage Administratie Tandarts Apotheek Drukkerij Vastgoed Reizen Advies "
        "Techniek Keukens Fietsen Schoonmaak Makelaardij Slagerij Kwekerij Elektro",
        "Groep Service en_Zonen Beheer Nederland Partners Handelsonderneming Holding",
        "Café de Kroon,Snackbar De Hoek,Hotel Centraal,Restaurant Het Wapen,Apotheek Centrum,Kapsalon Trend,Bloemenhuis Flora,"
        "Bakkerij 't Stoepje,Pizzeria Napoli",
        "en"),
}


class Country:
    def __init__(self, code, language, currency, forms, cities, postcode, streets, free, extra=""):
        self.code, self.language, self.currency = code, LANGUAGES[language], currency
        self.forms = [tuple(form.split("|")) for form in forms.split(",")]
        self.cities = [tuple(city.split("/")) for city in cities.split(",")]
        self.postcode, self.streets, self.free = postcode, split(streets), split(free)


# forms: writings of one legal form; cities: name / start of the postcode / telephone area / subdivision;
# postcode: 9 digit, A letter, the city's start goes in front; streets: `*` is the name.
COUNTRIES = {c.code: c for c in [
    Country("US", "en", "USD", "LLC|L.L.C.|Limited Liability Company,Inc.|Inc|Incorporated|INC,Corp.|Corporation|Corp,LP|L.P.,PLLC|P.L.L.C.",
            "Springfield/627/217/IL,Austin/787/512/TX,Denver/802/303/CO,Portland/972/503/OR,Madison/537/608/WI,Tampa/336/813/FL,"
            "Columbus/432/614/OH,Fresno/937/559/CA,Albany/122/518/NY,Boise/837/208/ID,Tucson/857/520/AZ,Macon/312/478/GA",
            "99", "*_Street *_Avenue *_Road *_Boulevard *_Drive *_Lane *_Court N_*_Street W_*_Avenue", "gmail.com yahoo.com hotmail.com aol.com outlook.com"),
    Country("GB", "en", "GBP", "Ltd|Limited|Ltd.|LTD,LLP|L.L.P.,plc|PLC",
            "Leeds/LS/0113/,Bristol/BS/0117/,London/SE/020/,Sheffield/S/0114/,Leicester/LE/0116/,Reading/RG/0118/,Liverpool/L/0151/,"
            "Edinburgh/EH/0131/,Cardiff/CF/029/",
            "9 9AA", "*_Street *_Road *_Lane *_Close *_Avenue High_Street Station_Road Church_Lane *_Way", "gmail.com btinternet.com hotmail.co.uk yahoo.co.uk outlook.com"),
    Country("IE", "en", "EUR", "Ltd|Limited|Ltd.,DAC|Designated Activity Company,CLG",
            "Dublin/D0/01/,Cork/T1/021/,Galway/H9/091/,Limerick/V9/061/,Waterford/X9/051/", "9 AA99", "*_Street *_Road *_Avenue Main_Street *_Park",
            "gmail.com eircom.net hotmail.com yahoo.ie"),
    Country("AU", "en", "AUD", "Pty Ltd|Pty. Ltd.|Proprietary Limited|PTY LTD,Ltd|Limited",
            "Sydney/20/02/NSW,Melbourne/30/03/VIC,Brisbane/40/07/QLD,Perth/60/08/WA,Adelaide/50/08/SA,Newcastle/23/02/NSW",
            "99", "*_Street *_Road *_Parade *_Crescent *_Avenue *_Drive", "gmail.com bigpond.com hotmail.com optusnet.com.au"),
    Country("NZ", "en", "NZD", "Limited|Ltd|Ltd.", "Auckland/10/09/,Wellington/60/04/,Christchurch/80/03/,Hamilton/32/07/,Dunedin/90/03/",
            "99", "*_Street *_Road *_Terrace *_Place", "gmail.com xtra.co.nz hotmail.com"),
    Country("DE", "de", "EUR", "GmbH|Gesellschaft mbH|G.m.b.H.,GmbH & Co. KG|GmbH & Co.KG|GmbH und Co KG,AG|Aktiengesellschaft,e.K.|eK,KG,OHG,UG (haftungsbeschränkt)|UG",
            "Köln/506/0221/,Hamburg/203/040/,München/803/089/,Leipzig/041/0341/,Stuttgart/701/0711/,Kassel/341/0561/,Münster/481/0251/,"
            "Nürnberg/904/0911/,Rostock/180/0381/", "99", "*straße *str. *weg *allee Am_* *gasse *platz Hauptstraße Bahnhofstraße", "web.de gmx.de t-online.de gmail.com freenet.de"),
    Country("AT", "de", "EUR", "GmbH|Ges.m.b.H.|GesmbH,KG,OG,AG,e.U.", "Wien/1/01/,Graz/80/0316/,Linz/40/0732/,Salzburg/50/0662/,Innsbruck/60/0512/",
            "99", "*straße *gasse *weg *platz Hauptstraße", "gmx.at aon.at gmail.com chello.at"),
    Country("CH", "de", "CHF", "GmbH,AG|Aktiengesellschaft,SA", "Zürich/80/044/ZH,Bern/30/031/BE,Basel/40/061/BS,Luzern/60/041/LU,Winterthur/84/052/ZH",
            "99", "*strasse *weg *gasse *platz Bahnhofstrasse Dorfstrasse", "bluewin.ch gmx.ch gmail.com hispeed.ch"),
    Country("FR", "fr", "EUR", "SARL|S.A.R.L.|Sarl,SAS|S.A.S.,EURL,SA|S.A.,SASU", "Lyon/690/04/,Nantes/440/02/,Paris/750/01/,Toulouse/310/05/,Lille/590/03/,"
            "Rennes/350/02/,Dijon/210/03/,Nice/060/04/", "99", "rue_de_* avenue_* boulevard_* place_* chemin_de_* rue_de_la_Gare impasse_*", "orange.fr wanadoo.fr free.fr gmail.com sfr.fr"),
    Country("IT", "it", "EUR", "S.r.l.|SRL|Srl|S.R.L.,S.p.A.|SPA|Spa,S.n.c.|SNC|snc,S.a.s.|SAS",
            "Milano/201/02/MI,Roma/001/06/RM,Torino/101/011/TO,Bologna/401/051/BO,Verona/371/045/VR,Padova/351/049/PD,Bari/701/080/BA",
            "99", "Via_* Viale_* Corso_* Piazza_* Via_Roma Via_Garibaldi", "libero.it tiscali.it gmail.com alice.it virgilio.it"),
    Country("ES", "es", "EUR", "S.L.|SL|S.L|Sociedad Limitada,S.A.|SA,S.L.U.|SLU", "Madrid/280/91/M,Valencia/460/96/V,Sevilla/410/95/SE,Bilbao/480/94/BI,"
            "Zaragoza/500/976/Z,Murcia/300/968/MU", "99", "Calle_* C/_* Avenida_* Plaza_* Paseo_*", "gmail.com hotmail.es telefonica.net yahoo.es"),
    Country("PL", "pl", "PLN", "Sp. z o.o.|sp. z o.o.|Spółka z o.o.|Sp. z o. o.,S.A.|SA,Sp. j.|sp.j.,Sp. k.",
            "Warszawa/0/22/,Kraków/3/12/,Poznań/6/61/,Wrocław/5/71/,Łódź/9/42/,Gdańsk/8/58/", "9-999", "ul._* ul._* al._* *a pl._*", "wp.pl onet.pl gmail.com interia.pl o2.pl"),
    Country("SE", "sv", "SEK", "AB|Aktiebolag,HB|Handelsbolag,KB", "Stockholm/11/08/,Göteborg/41/031/,Malmö/21/040/,Uppsala/75/018/,Örebro/70/019/,Umeå/90/090/",
            "9 99", "*gatan *vägen Storgatan *gränd", "gmail.com telia.com hotmail.com bredband.net"),
    Country("BR", "pt", "BRL", "Ltda|Ltda.|LTDA|Limitada,S.A.|S/A,EIRELI,ME", "São Paulo/01/11/SP,Rio de Janeiro/20/21/RJ,Curitiba/80/41/PR,Recife/50/81/PE,"
            "Salvador/40/71/BA,Porto Alegre/90/51/RS", "999-999", "Rua_* Avenida_* Av._* Travessa_* Rua_São_*", "gmail.com uol.com.br hotmail.com terra.com.br bol.com.br"),
    Country("NL", "nl", "EUR", "B.V.|BV|B.V,V.O.F.|VOF|v.o.f.,N.V.|NV", "Utrecht/35/030/,Rotterdam/30/010/,Groningen/97/050/,Eindhoven/56/040/,Zwolle/80/038/,Arnhem/68/026/",
            "99 AA", "*straat *weg *laan *plein *kade Dorpsstraat Kerkstraat", "gmail.com ziggo.nl kpnmail.nl hotmail.com planet.nl"),
]}
