import JSONScan

extension MatchGraph {
  /// Appends a candidate as JSON: `{"evidence":[…],"levels":…,"party":…,"probability":…,"weight":…}`, `evidence` where given.
  ///
  /// `levels` is ``Levels/packed`` as a signed number, as the tables hold it.
  package func appendJSON(_ candidate: RankedCandidate, evidence: [Evidence]?, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "{"))
    if let evidence {
      out.append(contentsOf: "\"evidence\":[".utf8)
      for (index, item) in evidence.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        item.appendJSON(to: &out)
      }
      out.append(contentsOf: "],".utf8)
    }
    out.append(contentsOf: "\"levels\":\(Int64(bitPattern: candidate.levels.packed)),\"party\":".utf8)
    appendJSONString(partyIDs[parties[Int(candidate.party)].id], to: &out)
    out.append(contentsOf: ",\"probability\":\(finite(candidate.probability)),".utf8)
    out.append(contentsOf: "\"weight\":\(finite(candidate.weight))}".utf8)
  }
}

extension Evidence {
  /// Appends `{"field":…,"left":…,"level":…,"right":…,"weight":…}`.
  package func appendJSON(to out: inout [UInt8]) {
    out.append(contentsOf: "{\"field\":".utf8)
    appendJSONString(field, to: &out)
    out.append(contentsOf: ",\"left\":".utf8)
    appendJSONString(left, to: &out)
    out.append(contentsOf: ",\"level\":".utf8)
    appendJSONString(level, to: &out)
    out.append(contentsOf: ",\"right\":".utf8)
    appendJSONString(right, to: &out)
    out.append(contentsOf: ",\"weight\":\(finite(weight))}".utf8)
  }
}

/// JSON has no infinities.
private func finite(_ value: Double) -> Double {
  if value.isNaN { return 0 }
  return min(max(value, -Double.greatestFiniteMagnitude), .greatestFiniteMagnitude)
}
