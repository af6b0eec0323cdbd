package import ContactModel

extension PartyIndex {
  /// The fields of a page's records in the form in which they are compared, by field name; several values of a field are
  /// separated by `; `.
  package func normalizedTexts(of page: RecordPage) -> [[String: String]] {
    withScorer { scorer in
      page.rows.map { row in
        Dictionary(uniqueKeysWithValues: zip(Field.allCases.map(\.name), scorer.texts(page, row)))
      }
    }
  }
}
