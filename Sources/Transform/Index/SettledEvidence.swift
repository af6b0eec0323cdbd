package import ContactModel

extension [Evidence] {
  /// The evidence of a pair after its rivals: what they took is a row `rivals` before the total.
  ///
  /// - Parameter weight: the pair's bits after the ruling.
  package func settled(at weight: Double) -> [Evidence] {
    guard let own = last, own.field == "total", abs(own.weight - weight) > 0.005 else { return self }
    return dropLast() + [
      Evidence(field: "rivals", level: "ruling", weight: weight - own.weight, left: "", right: ""),
      Evidence(field: "total", level: "", weight: weight, left: "", right: ""),
    ]
  }
}
