package import ContactModel

/// Distinct levels of pairs with their numbers, laid out for learning.
package struct PairPatterns {
  /// How a field's level and its frequency class stand in one table of all fields.
  struct Layout {
    /// Where each field's values begin, and where the last one's end.
    let starts: [Int]
    /// Frequency classes of each field's levels: the steps of a name's surprise, the sharing classes of other fields.
    let widths: [Int]

    init() {
      var starts = [0]
      var widths: [Int] = []
      for field in Field.allCases {
        widths.append(field == .name ? 16 : 4)
        starts.append(starts[starts.count - 1] + Ladder.names(of: field).count * widths[widths.count - 1])
      }
      self.starts = starts
      self.widths = widths
    }

    var count: Int { starts[starts.count - 1] }

    /// The values of a field, `missing` left out.
    func values(of field: Int) -> Range<Int> { starts[field] + widths[field]..<starts[field + 1] }
    /// The values of one level.
    func values(of level: Int, of field: Int) -> Range<Int> {
      let first = starts[field] + level * widths[field]
      return first..<first + widths[field]
    }
  }

  static let fields = Field.allCases.count
  /// Where each field's weights begin among the parameters, of which 0 is the prior; the last number is that of all, and of
  /// the weight of what is missing.
  static let parameterStarts: [Int] = Field.allCases.reduce(into: [1]) { starts, field in
    starts.append(starts[starts.count - 1] + Ladder.names(of: field).count - 1)
  }
  static var parameterCount: Int { parameterStarts[fields] }
  /// The weights of a field's levels but `missing`.
  package static func parameters(of field: Field) -> Range<Int> {
    parameterStarts[Int(field.rawValue)]..<parameterStarts[Int(field.rawValue) + 1]
  }

  let layout = Layout()
  package let levels: [Levels]
  let counts: [Double]
  /// For each pattern and field the value's place in the layout; of a missing field the field's first place.
  let values: [Int32]
  /// For each pattern and field the number of the weight.
  let parameters: [Int32]

  package init(_ counted: [(levels: Levels, count: Int)]) {
    levels = counted.map(\.levels)
    counts = counted.map { Double($0.count) }
    var values: [Int32] = []
    var parameters: [Int32] = []
    for (levels, _) in counted {
      let facts = PairFacts(levels)
      let classes = [facts.surprise, facts.taxSharing, facts.emailSharing, facts.phoneSharing, facts.addressSharing]
      for field in Field.allCases {
        let place = Int(field.rawValue)
        let known = Int(levels[field]) < Ladder.names(of: field).count ? Int(levels[field]) : 0
        let value = layout.starts[place] + known * layout.widths[place]
        values.append(Int32(known == 0 ? value : value + Int(classes[place])))
        parameters.append(
          Int32(known == 0 ? PairPatterns.parameterCount : PairPatterns.parameterStarts[place] + known - 1))
      }
    }
    self.values = values
    self.parameters = parameters
  }
}
