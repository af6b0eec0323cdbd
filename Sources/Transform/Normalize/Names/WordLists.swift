/// Words with a function in names; all folded, lower case, separated by white space.
enum WordLists {
  static let and = "and und et en och og ja"
  static let titles = """
    mr mrs ms miss mx sir dr prof professor herr frau hr fraulein familie monsieur madame mme mlle mademoiselle me
    maitre
    senor senora senorita sr sra srta don dona mevr mevrouw dhr meneer shri smt kumari
    """
  static let trading = "dba aka fka hodn formerly inh inhaber"
  static let branch = """
    branch branches filiale niederlassung zweigniederlassung zweigstelle sucursal succursale vestiging filiaal
    delegacion
    """
  static let outlet = """
    store shop no nr num number unit location loc site branch outlet restaurant franchise filiale tienda magasin winkel
    job project projekt
    """
  static let business = """
    restaurant cafe coffee bar grill pizza pizzeria bakery baeckerei backerei boulangerie bakkerij panaderia hotel inn
    motel bank trust fund capital church school university college hospital clinic pharmacy apotheke dental law legal
    plumbing heating cooling roofing painting landscaping lawn garden gardens cleaning flooring carpentry masonry
    welding electric electrical energy solar power water oil gas mining farm farms ranch dairy foods food beverage wine
    wines brewing brewery market markets mart supermarket store stores shop shops boutique salon spa beauty barber
    fitness gym sports golf club association society foundation institute council committee union league studio studios
    gallery media press publishing printing print graphics design designs photography films music entertainment events
    event catering travel tours airlines air aviation marine shipping freight logistics trucking transport moving
    storage warehouse towing taxi cars car motors tire tires garage autohaus automotive parts supply supplies wholesale
    retail trading traders imports exports import export products goods materials lumber steel metal metals glass
    plastics paper packaging chemical chemicals textiles fashion clothing jewelry jewelers furniture interiors kitchens
    appliances hardware software tools machines machinery instruments controls networks network data digital online web
    internet mobile wireless telecom solutions consulting consultants advisors advisory partners agency marketing
    advertising staffing recruiting training education learning academy research laboratory laboratories science
    sciences
    biotech health healthcare care medical home homes house housing realty estate estates property building builders
    contractors contracting contractor architects architecture surveyors inspection security safety alarm fire rentals
    rental leasing finance financial accounting accountants tax bookkeeping payroll audit investment investments venture
    ventures global world american european pacific atlantic northern southern eastern western central metro city county
    state town village handel handels bau elektro haustechnik sanitar heizung tischlerei schreinerei malerei metzgerei
    fleischerei gartenbau maschinenbau spedition verlag werkstatt werk werke technik technologie beratung steuerberater
    rechtsanwalte immobilien versicherung stadtwerke praxis kanzlei garten haus renovation batiment travaux maconnerie
    menuiserie plomberie chauffage electricite peinture garage transports conseil informatique immobilier assurances
    boucherie fleuriste coiffure pharmacie cabinet atelier maison bouw bouwbedrijf installatie schilders loodgieter
    transportbedrijf advies administratiekantoor makelaardij slagerij bloemen kwekerij construcciones reformas
    instalaciones talleres taller transportes asesoria gestoria inmobiliaria comercial distribuciones suministros
    carniceria floristeria peluqueria clinica farmacia hermanos hijos sons son daughters family shoten seisakusho kogyo
    shoji kensetsu denki sangyo shokai unyu kikai komuten bussan kagaku brothers company group
    """
  static let prepositions = "of de di du von in at the la le del des dem den am zu van der do da for zur zum im a by on"
  static let notes = """
    new v c deleted inactive archived duplicate dup old closed obsolete supplier vendor customer client test void merged
    """
  static let degrees = "phd esq mba cpa dds dmd md rn pe"
}
