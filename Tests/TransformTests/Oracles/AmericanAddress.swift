import TestSupport

/// An address of the United States as people write it.
struct AmericanAddress {
  var street1 = ""
  var street2: String?
  var city = ""
  var state = ""
  var postcode = ""
  /// What it was made of; nil where that is not known.
  var parts: AddressParts?

  /// All of it, with commas between the lines.
  var line: String { [street1, street2, city, "\(state) \(postcode)"].compactMap { $0 }.joined(separator: ", ") }

  static func made(_ random: inout Seeded) -> AmericanAddress {
    func any(_ options: [String]) -> String { options.randomElement(using: &random) ?? "" }
    func some(_ share: Int, _ options: [String]) -> String { random.chance(share) ? any(options) : "" }
    func number(_ range: ClosedRange<Int>) -> String { String(Int.random(in: range, using: &random)) }
    var made = AmericanAddress()
    let place = places[Int.random(in: places.indices, using: &random)]
    (made.city, made.state) = (place.city, place.state)
    made.postcode = place.postcode + (random.chance(4) ? "-" + number(1000...9999) : "")
    var parts = AddressParts()
    parts.postcode = place.postcode
    parts.number = number(1...99_999)
    var house = parts.number
    switch Int.random(in: 0..<20, using: &random) {
    case 0:
      house = number(10...99) + "-" + number(10...99)
      parts.number = house.replacing("-", with: "")
    case 1:
      house = number(1...999) + any(["A", "B", "C"])
      parts.number = house
    case 2: house += " 1/2"
    default: break
    }
    var unit = ""
    if random.chance(2) {
      parts.unit = any([
        number(1...9), number(100...2999), number(1...40) + any(["A", "B", "C", "D"]), any(["A", "B", "C"]),
      ])
      unit = any(unitSigns) + parts.unit
      if random.chance(12) {
        parts.unit = number(4...20)
        unit = random.chance(2) ? any(["Fl ", "Floor "]) + parts.unit : parts.unit + any(["th Floor", "th Fl"])
      }
      if random.chance(16) {
        parts.unit = number(1...400)
        unit = any(["Bldg 2 ", "Building C, "]) + any(["Apt ", "Ste ", "Unit "]) + parts.unit
      }
    }
    switch Int.random(in: 0..<10, using: &random) {
    case 0, 1:
      parts.street = some(4, directions.map { $0 + " " }) + any(highways).replacing("#", with: number(1...999))
      if random.chance(5) { parts.street += " " + any(["N", "South", "West", "E"]) }
    case 2:
      parts.unit = ""
      parts.number = number(1...9999)
      if random.chance(4) {
        parts.unit = number(1...9999)
        let route = any(ruralRoutes)
        parts.street = route
        made.street1 = "\(route) \(parts.number)" + any([" Box ", " #", ", Box "]) + parts.unit
      } else {
        parts.isBox = true
        made.street1 = any(boxes) + parts.number
      }
    default:
      let name = any(random.chance(3) ? ordinals : names)
      let direction = any(directions)
      parts.street = (random.chance(3) ? direction + " " : "") + name
      if !wholeNames.contains(name) { parts.street += " " + any(types) }
      if random.chance(8) { parts.street += " " + any(directions) }
    }
    if made.street1.isEmpty {
      made.street1 = house + " " + parts.street
      switch Int.random(in: 0..<3, using: &random) {
      case 0 where !unit.isEmpty: made.street2 = unit
      case 1 where !unit.isEmpty: made.street1 += ", " + unit
      default: if !unit.isEmpty { made.street1 += " " + unit }
      }
    }
    switch Int.random(in: 0..<8, using: &random) {
    case 0: made.street1 = made.street1.uppercased()
    case 1: made.street1 = made.street1.lowercased()
    default: break
    }
    parts.number = parts.number.lowercased()
    parts.unit = parts.unit.lowercased()
    parts.words = AddressParts.words(parts.street)
    made.parts = parts
    return made
  }

  private static let places: [(city: String, state: String, postcode: String)] = [
    ("Dallas", "TX", "75201"), ("St. Louis", "MO", "63101"), ("Boston", "MA", "02101"), ("Queens", "NY", "11101"),
    ("Portland", "OR", "97209"), ("Salt Lake City", "UT", "84101"), ("Washington", "DC", "20500"),
    ("Menomonee Falls", "WI", "53051"), ("Los Angeles", "CA", "90012"), ("Fort Worth", "TX", "76102"),
    ("Miami", "FL", "33130"), ("Denver", "CO", "80202"),
  ]
  private static let directions = [
    "N", "S", "E", "W", "N.", "S.", "North", "South", "East", "West", "NW", "NE", "SW", "SE", "N.W.", "Northwest",
    "Southeast",
  ]
  private static let types = [
    "St", "St.", "Street", "Ave", "Ave.", "Avenue", "Blvd", "Blvd.", "Boulevard", "Rd", "Road", "Dr", "Drive", "Ln",
    "Lane", "Ct", "Court", "Pl", "Place", "Pkwy", "Parkway", "Cir", "Circle", "Ter", "Terrace", "Way", "Trl", "Trail",
    "Sq", "Square", "Loop", "Pike", "Xing", "Cove",
  ]
  private static let names = [
    "Main", "Oak", "Washington", "Martin Luther King Jr", "St James", "St. Charles", "O'Connor", "Park", "Court",
    "Lake Shore", "Old Mill", "Mount Vernon", "Mt Pleasant", "Fort Hill", "Spring Creek", "Peachtree", "La Brea",
    "De Soto", "Canyon View", "Dogwood", "Sunset", "J F Kennedy", "K", "Wilson's Mill", "Winston-Salem", "El Dorado",
    "Broadway", "Avenue of the Americas", "El Camino Real", "Avenue B", "Avenida Encinas", "The Alameda", "Rue Royale",
    "Grove", "Hill", "Center", "Market", "Meadow Ridge",
  ]
  private static let wholeNames: Set = [
    "Broadway", "Avenue of the Americas", "El Camino Real", "Avenue B", "Avenida Encinas", "The Alameda", "Rue Royale",
  ]
  private static let ordinals = [
    "1st", "First", "2nd", "Second", "3rd", "5th", "Fifth", "7th", "Tenth", "11th", "12th", "21st", "42nd", "53rd",
    "104th", "122nd",
  ]
  private static let highways = [
    "Highway #", "Hwy #", "State Highway #", "State Hwy #", "US Highway #", "US Hwy #", "U.S. Highway #", "US-#",
    "County Road #", "County Rd #", "CR #", "Co Rd #", "State Route #", "State Rte #", "SR #", "Route #", "Rte #",
    "FM #", "Farm to Market Rd #", "I-#", "Interstate #", "Ranch Road #", "State Road #", "Old Highway #",
    "Township Road #", "County Highway A",
  ]
  private static let boxes = [
    "PO Box ", "P.O. Box ", "P O Box ", "POB ", "P.O.Box ", "Post Office Box ", "PO Box #", "po box ", "PO BOX ",
    "Box ",
    "PO Drawer ",
  ]
  private static let ruralRoutes = ["RR", "R.R.", "HC"]
  private static let unitSigns = [
    "Apt ", "Apt. ", "Apartment ", "Suite ", "Ste ", "Ste. ", "STE ", "Unit ", "#", "# ", "Ste #", "Apt #", "Unit #",
    "Suite # ", "Rm ", "Room ", "Lot ", "Bldg ", "Building ", "Spc ", "Fl ", "Dept ", "Office ",
  ]
}

/// An address taken apart.
struct AddressParts {
  var number = ""
  var street = ""
  /// The street's words, each in the writing that stands for all.
  var words: [String] = []
  var unit = ""
  var postcode = ""
  var isBox = false

  /// Which parts differ.
  func differences(from other: AddressParts) -> [String] {
    var differences: [String] = []
    if isBox != other.isBox { differences.append("box") }
    if number != other.number { differences.append("number") }
    if !isBox, words != other.words { differences.append("street") }
    if unit != other.unit { differences.append("unit") }
    if postcode != other.postcode { differences.append("postcode") }
    return differences
  }

  /// The words of a street in lower case without punctuation and articles, each in the writing that stands for all.
  static func words(_ street: String) -> [String] {
    let bare = street.lowercased().filter { !".',".contains($0) }
    return bare.split { " -".contains($0) }.flatMap { word -> [String] in
      let word = String(word)
      return routes[word].map { $0.split(separator: " ").map(String.init) } ?? [writings[word] ?? word]
    }.filter { !articles.contains($0) }
  }

  private static let articles: Set = ["the", "la", "el", "de", "los", "las"]
  private static let routes = ["cr": "cty rd", "sr": "state rte", "fm": "farm to market rd"]

  /// Writings of one word; the first stands for all.
  private static let writings: [String: String] = {
    let groups = """
      st street str saint, ave avenue av avenida, rd road, blvd boulevard, dr drive, ln lane, ct court, pl place plaza plz, pkwy parkway, cir circle,
      ter terrace, way wy, trl trail, hwy highway, sq square, xing crossing, cv cove, pt point, hts heights, rte route, expy expressway,
      fwy freeway, tpke turnpike, pike pk, loop lp, aly alley, n north, s south, e east, w west, ne northeast, nw northwest, se southeast,
      sw southwest, mt mount, ft fort, lk lake, cty county co, is island, hl hill, spg spring springs, crk creek, vly valley, rdg ridge,
      mdw meadow meadows, first 1st, second 2nd, third 3rd, fourth 4th, fifth 5th, sixth 6th, seventh 7th, eighth 8th, ninth 9th,
      tenth 10th, gdns gardens, gr grove, vw view, ctr center, est estates, interstate i, jct junction, sta station, orch orchard, mnr manor, riv river, brg bridge, cl close, cres crescent, mews mws, v via
      """
    var words: [String: String] = [:]
    for group in groups.split(whereSeparator: { $0 == "," || $0.isNewline }) {
      let writings = group.split(separator: " ").map(String.init)
      for word in writings { words[word] = writings[0] }
    }
    return words
  }()
}
