/// Words of names that are written in several ways: the canonical word first, then what becomes that word.
enum Abbreviations {
  /// Canonical words that say nothing of what their bearer does: a natural person may bear them.
  static let neutral: Set<String> = [
    "saint", "mount", "fort", "first", "second", "third", "fourth", "fifth", "north", "south", "east", "west", "junior",
    "street", "muller", "schroder", "konig", "jager", "schafer", "kruger", "hubner", "bohm", "gotz", "kohler", "moller",
    "korner", "kuhn", "kramer", "schutz", "wurth", "strasse", "deutschland", "osterreich", "koln", "munchen", "doctor",
    "incorporated", "corporation", "limited", "proprietary", "private", "company", "haftungsbeschrankt", "kaisha",
  ]

  static let lines = """
    incorporated inc
    corporation corp
    limited ltd limtd
    limitee ltee
    proprietary pty
    private pvt pte
    company co coy companies
    haftungsbeschrankt haftungsbeschraenkt
    international intl internatl internationale intnl
    manufacturing mfg manuf manufg mfrg
    manufacturers mfrs manufacturer mfr
    services svcs svc service serv servs srvcs srvc srv
    brothers bros brother bro
    associates assoc assocs associate asso
    association assn
    construction const constr constructions cnstr construct
    contractors contractor contracting contr contrs contrctrs
    distribution dist distr distrib distributing distributions
    distributors distributor
    equipment equip eqpt equipments eqp
    management mgmt mgt mngmt managment
    engineering eng engr engrg engg engineers engineer engring
    technologies tech techs technology tec technol
    technical techn
    systems sys system syst
    solutions solution soln solns sol
    industries ind inds industry indus indust
    industrial indl
    enterprises ent enterprise entp enterp enterpr
    group grp groupe gruppe groep grupo groups
    development dev devel developments develop devt
    developers developer
    laboratories labs lab laboratory
    national natl nat
    properties props property prop
    insurance ins insur
    financial fin
    finance finances
    electric elec electrical electrics elect elektrik
    electronics electronic electr
    automotive auto autos
    holdings hldgs holding hldg hldng
    center ctr centre centers centres cntr cent
    communications comm communication comms commun
    community cmty
    transport transporte transportes trans transportation transp transports trnsp
    medical med
    mechanical mech
    restaurant restaurants ristorante
    hospital hosp hospitals
    university univ
    department dept
    government govt gov
    american amer
    products prod product prods
    productions production
    supply supplies sply supp
    materials matl matls material
    machinery mach machineries
    packaging pkg pkging
    chemicals chem chemical
    pharmaceuticals pharm pharma pharmaceutical
    consulting consult consultants consultant consultancy
    advisors advisers advisor adviser
    accounting acctg accts acct
    accountants accountant
    investments inv investment invest invts
    partners partner ptnrs
    resources res resource
    networks network netwk
    education educ educational
    foundation fdn found
    institute inst
    marketing mktg mkt
    market mkts markets
    maintenance maint
    refrigeration refrig
    heating htg
    plumbing plbg plmbg
    landscaping landscape landscapes ldscp
    gardens garden
    builders builder bldrs bldr
    buildings building bldg
    realty rlty
    estate estates
    trading trdg
    traders trader trdrs
    hermanos hnos
    dienstleistungen dienstl dienstleistung
    gebruder gebr gebrueder gebroeders
    gesellschaft ges
    handels handel
    bauunternehmen bauunternehmung bauuntern
    wholesale whsle whol
    warehouse whse warehousing
    brokerage brkg
    brokers broker
    architects architect architecture architectural
    attorneys attorney atty attys
    printing print printers printer prtg
    publishing publ publications publishers publisher
    photography photo photos
    entertainment entmt
    environmental env envir
    logistics logistic
    security sec
    homes home
    farms farm
    foods food fds
    stores store
    shops shop
    studios studio
    tools tool
    motors motor mtrs
    parts part
    designs design
    imports import
    exports export
    rentals rental
    cleaners cleaner
    painters painter
    interiors interior
    kitchens kitchen
    wines wine
    events event
    textiles textile
    plastics plastic
    metals metal
    sciences science
    fashions fashion
    ventures venture
    commerce comml commercial
    administration admin
    cooperative coop
    organization org organisation
    global globl
    hardware hdwe hdw
    computers computer
    mobile mobil
    first 1st
    second 2nd
    third 3rd
    fourth 4th
    fifth 5th
    saint sankt sainte
    mount mt
    fort ft
    junior jr
    backerei baeckerei
    mobel moebel
    kuchen kuechen
    buro buero
    bucher buecher
    gartner gaertner
    gartnerei gaertnerei
    getranke getraenke
    gerate geraete
    munchen muenchen
    koln koeln
    nurnberg nuernberg
    dusseldorf duesseldorf
    zurich zuerich
    osterreich oesterreich
    muller mueller
    schroder schroeder
    konig koenig
    jager jaeger
    schafer schaefer
    kruger krueger
    hubner huebner
    bohm boehm
    gotz goetz
    kohler koehler
    moller moeller
    korner koerner
    kuhn kuehn
    kramer kraemer
    schutz schuetz
    wurth wuerth
    fur fuer
    sud sued
    grun gruen
    lowe loewe
    sohne soehne
    hauser haeuser
    spatzle spaetzle
    gaststatte gaststaette
    brucke bruecke
    tur tuer
    turen tueren
    kuhltechnik kuehltechnik
    sanitar sanitaer
    warme waerme
    gebaude gebaeude
    fordertechnik foerdertechnik
    """
}
