/// States, provinces and territories: folded names and codes → code (ISO 3166-2 without the country).
final class Subdivisions: Sendable {
  static let shared = Subdivisions()

  private static let unitedStates = """
    al alabama ak alaska az arizona ar arkansas ca california co colorado ct connecticut de delaware dc
    districtofcolumbia
    fl florida ga georgia hi hawaii id idaho il illinois in indiana ia iowa ks kansas ky kentucky la louisiana me maine
    md maryland ma massachusetts mi michigan mn minnesota ms mississippi mo missouri mt montana ne nebraska nv nevada
    nh newhampshire nj newjersey nm newmexico ny newyork nc northcarolina nd northdakota oh ohio ok oklahoma or oregon
    pa pennsylvania ri rhodeisland sc southcarolina sd southdakota tn tennessee tx texas ut utah vt vermont va virginia
    wa washington wv westvirginia wi wisconsin wy wyoming pr puertorico
    """
  private static let canada = """
    ab alberta bc britishcolumbia mb manitoba nb newbrunswick nl newfoundlandandlabrador ns novascotia nt
    northwestterritories nu nunavut on ontario pe princeedwardisland qc quebec sk saskatchewan yt yukon
    """
  private static let australia = """
    nsw newsouthwales vic victoria qld queensland wa westernaustralia sa southaustralia tas tasmania act
    australiancapitalterritory nt northernterritory
    """
  private static let india = """
    ap andhrapradesh ar arunachalpradesh as assam br bihar ct chhattisgarh ga goa gj gujarat hr haryana hp
    himachalpradesh
    jh jharkhand ka karnataka kl kerala mp madhyapradesh mh maharashtra mn manipur ml meghalaya mz mizoram nl nagaland
    or odisha pb punjab rj rajasthan sk sikkim tn tamilnadu tg telangana tr tripura up uttarpradesh ut uttarakhand
    wb westbengal dl delhi ch chandigarh jk jammuandkashmir py puducherry
    """

  private let byCountry: [UInt16: WordMap<[UInt8]>]

  private init() {
    func map(_ list: String) -> WordMap<[UInt8]> {
      let words = list.split(whereSeparator: \.isWhitespace).map(String.init)
      return WordMap(
        stride(from: 0, to: words.count, by: 2).flatMap { index in
          [words[index], words[index + 1]].filter { $0.utf8.count <= WordKey.limit }.map {
            ($0, Array(words[index].utf8))
          }
        })
    }
    byCountry = [
      Country.us: map(Subdivisions.unitedStates), Country.ca: map(Subdivisions.canada),
      Country.au: map(Subdivisions.australia), Country.india: map(Subdivisions.india),
    ]
  }

  /// The code of the subdivision that folded words (run together) name in a country; nil where it is not known.
  func code(_ joined: [UInt8], in country: UInt16) -> [UInt8]? { byCountry[country]?[joined, joined.indices] }
}
