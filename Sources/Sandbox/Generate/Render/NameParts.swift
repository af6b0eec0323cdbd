/// Pieces of names that people write in several ways.
enum NameParts {
  /// Words and what they are cut to.
  private static let shortWords: [String: [String]] = [
    "International": ["Intl", "Int'l", "Intl."], "Manufacturing": ["Mfg", "Mfg.", "Manuf"],
    "Services": ["Svcs", "Svc", "Serv", "Service"], "Brothers": ["Bros", "Bros."], "Company": ["Co", "Co."],
    "Associates": ["Assoc", "Assoc.", "Assocs"], "Construction": ["Const", "Constr", "Const."],
    "Distribution": ["Dist", "Distr"], "Equipment": ["Equip", "Eqpt"], "Management": ["Mgmt", "Mgt"],
    "Engineering": ["Eng", "Engrg", "Engg"], "Technologies": ["Tech", "Technology", "Techs"],
    "Systems": ["Sys", "System"], "Solutions": ["Sol", "Solns"], "Industries": ["Ind", "Inds", "Industry"],
    "Enterprises": ["Ent", "Enterprise"], "Group": ["Grp", "Gp"], "Development": ["Dev", "Devt"],
    "Laboratories": ["Labs", "Lab"], "National": ["Natl", "Nat'l"], "Properties": ["Props", "Property"],
    "Insurance": ["Ins", "Ins."], "Electrical": ["Elec", "Electric"], "Holdings": ["Hldgs", "Holding"],
    "Communications": ["Comm", "Comms"], "Transport": ["Trans", "Transportation"], "Medical": ["Med"],
    "Mechanical": ["Mech"], "Landscaping": ["Landscape", "Lndscpg"], "Consulting": ["Consult", "Consultants"],
    "Plumbing": ["Plbg", "Plumb."], "Heating": ["Htg"], "Supply": ["Sply", "Supplies"],
    "Builders": ["Bldrs", "Building"],
    "Contractors": ["Contr", "Contrs"], "Partners": ["Ptnrs", "Ptrs"], "Saint": ["St", "St."], "Mount": ["Mt"],
    "North": ["N", "N."], "South": ["S", "S."], "Street": ["St"], "Auto": ["Automotive"], "Photography": ["Photo"],
    "Dienstleistungen": ["DL", "Dienstl."], "Gebäudereinigung": ["Gebäuderein."],
    "Transporte": ["Transp.", "Transport"],
    "Maschinenbau": ["Masch.bau", "Maschb."], "Elektrotechnik": ["Elektro", "ET"], "Immobilien": ["Immo"],
    "Versicherungen": ["Vers."], "Verwaltung": ["Verw."], "Ingenieurbüro": ["Ing.-Büro", "IB"], "Söhne": ["Soehne"],
    "Établissements": ["Ets"], "Construcciones": ["Constr.", "Const."], "Instalaciones": ["Inst."],
    "Hermanos": ["Hnos.", "Hnos"],
    "Distribuciones": ["Dist.", "Distrib."], "Suministros": ["Sum."], "Servicios": ["Serv."],
    "Transportes": ["Tptes.", "Transp."],
    "Électricité": ["Elec", "Élec."], "Transports": ["Trsp", "Transp."], "Frères": ["Frs"], "Immobilier": ["Immo"],
    "Assurances": ["Ass."], "Installatietechniek": ["Inst.techniek"], "Handelsonderneming": ["Handelsond.", "H.O."],
    "Administratie": ["Adm."], "Gebroeders": ["Gebr.", "Gebr"], "Traders": ["Trdrs"], "Pharmaceuticals": ["Pharma"],
    "Shree": ["Shri", "Sri"], "Laxmi": ["Lakshmi"], "Brothers'": ["Bros"],
  ]

  static func shortForm(of word: String, _ random: inout SeededRandom) -> String? {
    shortWords[word].map { random.pick($0) }
  }

  private static let nicknames: [String: [String]] = [
    "Robert": ["Bob", "Rob"], "William": ["Bill", "Will"], "James": ["Jim", "Jimmy"], "Michael": ["Mike"],
    "Richard": ["Rick", "Dick"], "Thomas": ["Tom"], "Charles": ["Chuck", "Charlie"], "Joseph": ["Joe"],
    "Christopher": ["Chris"], "Daniel": ["Dan"], "Matthew": ["Matt"], "Anthony": ["Tony"], "Steven": ["Steve"],
    "Andrew": ["Andy"], "Joshua": ["Josh"], "Kenneth": ["Ken"], "Edward": ["Ed", "Ted"], "Timothy": ["Tim"],
    "Jeffrey": ["Jeff"], "Nicholas": ["Nick"], "Jonathan": ["Jon"], "Benjamin": ["Ben"], "Samuel": ["Sam"],
    "Gregory": ["Greg"], "Alexander": ["Alex"], "Patrick": ["Pat"], "Elizabeth": ["Liz", "Beth"], "Jennifer": ["Jen"],
    "Patricia": ["Pat", "Trish"], "Margaret": ["Maggie", "Peggy"], "Katherine": ["Kate", "Kathy"], "Susan": ["Sue"],
    "Deborah": ["Debbie", "Deb"], "Rebecca": ["Becky"], "Stephanie": ["Steph"], "Victoria": ["Vicky"],
    "Francisco": ["Paco"], "José": ["Pepe"], "Dolores": ["Lola"], "Wolfgang": ["Wolf"], "Johannes": ["Hannes"],
    "Cornelis": ["Cees", "Kees"], "Wilhelmina": ["Willemien"], "Rajesh": ["Raj"], "Venkatesh": ["Venkat"],
  ]

  static func nickname(of given: String, _ random: inout SeededRandom) -> String? {
    nicknames[given].map { random.pick($0) }
  }

  /// Jobs that a customer is split into: `Acme:Kitchen`.
  static let jobs = [
    "Kitchen", "Kitchen remodel", "Bathroom", "Phase 2", "Phase 1", "Roof", "2023 Renovation", "Warehouse",
    "Main office",
    "Maintenance", "Deck", "Basement", "Project 1041", "Annex", "Parking lot", "Retainer", "Website",
    "Service contract",
  ]

  /// What clerks add to names.
  static let notes = [
    " (inactive)", " *", " - DO NOT USE", " (old)", " (new)", " - COD", " (USD)", " **", " 2", " - prepaid", " (EUR)",
  ]

  static func honorific(_ country: Country, _ random: inout SeededRandom) -> String {
    switch country {
    case .germany: random.pick(["Herr", "Frau", "Dr."])
    case .france: random.pick(["M.", "Mme", "Monsieur"])
    case .netherlands: random.pick(["Dhr.", "Mw."])
    case .spain: random.pick(["D.", "Dña.", "Sr."])
    case .india: random.pick(["Mr", "Shri", "Smt", "Dr"])
    default: random.pick(["Mr", "Mrs", "Ms", "Mr.", "Dr"])
    }
  }

  static func and(_ country: Country) -> String {
    switch country {
    case .germany: "und"
    case .france: "et"
    case .netherlands: "en"
    case .spain: "y"
    default: "and"
    }
  }
}
