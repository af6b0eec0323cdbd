/// How common words are in the names of businesses and people anywhere, for organizations too small to show it.
///
/// A snapshot's counts are smoothed by a thousand imagined parties with these shares: an organization of 50 parties does
/// not take "services" for a rare word because it happens to have it once. Shares are round estimates of ours.
enum WordBackground {
  /// Imagined parties.
  static let weight: Float = 1000
  /// Share of a word that is on no list.
  static let rare: Float = 0.0002

  static func share(of hash: UInt64) -> Float { shares[hash] ?? rare }

  private static let shares: [UInt64: Float] = {
    var shares: [UInt64: Float] = [:]
    for (share, words) in lists {
      for word in words.split(separator: " ") {
        let bytes = Array(word.utf8)
        shares[bytes.withUnsafeBytes { hash64($0, seed: HashSeed.word) }] = share
      }
    }
    return shares
  }()

  private static let lists: [(Float, String)] = [
    (0.04, "services group company solutions international"),
    (
      0.015,
      """
      construction consulting design management technologies systems enterprises associates partners trading \
      holdings industries supply plumbing electric engineering media marketing global restaurant cafe bar grill
      """
    ),
    (
      0.006,
      """
      logistics transport foods food auto automotive repair cleaning landscaping roofing heating cooling air home \
      homes house properties property realty estate insurance financial capital investments advisors accounting \
      legal law office center medical dental health care clinic pharmacy fitness school academy college church \
      brothers sons family son daughters first national american united new north south east west city county \
      products equipment tools machinery manufacturing metal steel wood furniture printing print signs graphics \
      software digital data network networks security studio studios art arts photography events catering bakery \
      kitchen pizza house garden gardens park hotel inn travel tours store shop market mart wholesale distribution \
      imports exports energy power solar water environmental green farm farms ranch pet animal veterinary de la le \
      les der die das und et van el los las of for in at on by
      """
    ),
    (
      0.004,
      """
      john james robert michael william david richard thomas mark charles paul peter george mary anna maria linda \
      susan karen sarah lisa smith johnson williams brown jones miller davis wilson taylor anderson martin thompson \
      white harris clark lewis walker hall young king wright hill scott adams baker nelson mueller muller schmidt schneider \
      fischer weber meyer wagner becker garcia martinez rodriguez lopez hernandez gonzalez perez sanchez dupont \
      durand bernard dubois moreau laurent kumar singh sharma patel gupta khan lee kim nguyen chen wang tanaka sato \
      suzuki takahashi watanabe jansen bakker visser smit
      """
    ),
  ]
}
