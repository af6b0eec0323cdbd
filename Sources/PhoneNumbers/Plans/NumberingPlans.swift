internal import Synchronization

/// The numbering plans of all territories, each compiled when it is first asked for.
final class NumberingPlans: Sendable {
  static let shared = NumberingPlans()

  /// The plans of one calling code, in the order in which the library asks them: the main territory's first.
  final class Country: Sendable {
    let plans: [NumberingPlan]
    init(_ plans: [NumberingPlan]) { self.plans = plans }
  }

  private let metadata: [PlanMetadata]
  /// Indices of ``metadata`` by calling code.
  private let territories: [[Int]]
  /// Calling code by region.
  private let regions: [UInt16: Int]
  /// By calling code; `.some(nil)`: not to be had.
  private let countries: Mutex<[Country??]>

  private init() {
    metadata = PlanMetadata.all()
    var territories = [[Int]](repeating: [], count: 1000)
    var regions: [UInt16: Int] = [:]
    for (index, territory) in metadata.enumerated() where 1..<1000 ~= territory.callingCode {
      territories[territory.callingCode].insert(
        index, at: territory.isMain ? 0 : territories[territory.callingCode].count)
      if territory.region != 0 { regions[territory.region] = territory.callingCode }
    }
    self.territories = territories
    self.regions = regions
    countries = Mutex(Array(repeating: nil, count: 1000))
  }

  /// Whether the metadata could be read.
  var isThere: Bool { !metadata.isEmpty }

  /// The region's calling code; nil for a region that has none.
  func callingCode(of region: UInt16) -> Int? { regions[region] }

  func isCallingCode(_ code: Int) -> Bool { !territories[code].isEmpty }

  /// nil where a territory's metadata are not understood, or the code is no country's.
  func country(_ code: Int) -> Country? {
    countries.withLock { countries in
      if let known = countries[code] { return known }
      var plans: [NumberingPlan] = []
      for index in territories[code] where metadata[index].region != 0 {
        if let plan = NumberingPlan(metadata[index]) { plans.append(plan) }
      }
      let country = plans.isEmpty || plans.count < territories[code].count ? nil : Country(plans)
      countries[code] = .some(country)
      return country
    }
  }
}
