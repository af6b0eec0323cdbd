package import ContactModel

/// The line that says that everything of an account's contacts was read: `{"type":"end",…}`. It may stand anywhere.
package struct EndLine: Sendable, Hashable {
  package var account: String
  /// The lower bound of what was read, in the source's clock; nil (null, or `beginning`): everything.
  package var since: Timestamp?
  /// The upper bound: what changed up to then has been read; nil: the source, an export in a file, knows no time of Merge's,
  /// so that no watermark follows from it.
  package var bound: Timestamp?
  /// Lines of the account, records and rejected ones.
  package var rows: Int

  package init(account: String, since: Timestamp?, bound: Timestamp?, rows: Int) {
    self.account = account
    self.since = since
    self.bound = bound
    self.rows = rows
  }

  package var line: [UInt8] {
    var object = ObjectWriter()
    object.text("account", account)
    object.text("bound", bound?.rfc3339)
    object.integer("rows", Int64(rows))
    object.integer("schema", LineSchema.version)
    object.text("since", since?.rfc3339)
    object.text("type", "end")
    return object.close()
  }

  package init(_ line: LineObject) throws(LineProblem) {
    try LineSchema.check(line)
    account = try line.requiredText("account")
    since = try line.text("since") == "beginning" ? nil : try line.instant("since")
    bound = try line.instant("bound")
    guard bound != nil || line.has("bound") else { throw LineProblem("`bound` is missing") }
    rows = try LineSchema.rows(line)
  }
}

/// The end of a file of parties.
package struct PartiesEndLine: Sendable, Hashable {
  package var organization: String
  /// The organization's party revision when they were read.
  package var partyRevision: Int64
  package var rows: Int

  package init(organization: String, partyRevision: Int64, rows: Int) {
    self.organization = organization
    self.partyRevision = partyRevision
    self.rows = rows
  }

  package var line: [UInt8] {
    var object = ObjectWriter()
    object.text("organization", organization)
    object.integer("party_revision", partyRevision)
    object.integer("rows", Int64(rows))
    object.integer("schema", LineSchema.version)
    object.text("type", "end")
    return object.close()
  }

  package init(_ line: LineObject) throws(LineProblem) {
    try LineSchema.check(line)
    organization = try line.requiredText("organization")
    partyRevision = try line.integer("party_revision") ?? 0
    rows = try LineSchema.rows(line)
  }
}

/// The end of a file of what stands in an account.
package struct StandingEndLine: Sendable, Hashable {
  package var account: String
  /// Links and judgements; the snapshot is not counted.
  package var rows: Int

  package init(account: String, rows: Int) {
    self.account = account
    self.rows = rows
  }

  package var line: [UInt8] {
    var object = ObjectWriter()
    object.text("account", account)
    object.integer("rows", Int64(rows))
    object.integer("schema", LineSchema.version)
    object.text("type", "end")
    return object.close()
  }

  package init(_ line: LineObject) throws(LineProblem) {
    try LineSchema.check(line)
    account = try line.requiredText("account")
    rows = try LineSchema.rows(line)
  }
}

/// The version of all line shapes.
enum LineSchema {
  static let version: Int64 = 1

  static func check(_ line: LineObject) throws(LineProblem) {
    let found = try line.integer("schema") ?? version
    guard found == version else {
      throw LineProblem(
        "`schema` is \(found), but this program reads \(version): use the contactsync that wrote the file")
    }
  }

  static func rows(_ line: LineObject) throws(LineProblem) -> Int {
    guard let rows = try line.integer("rows"), rows >= 0 else { throw LineProblem("`rows` must be a number of lines") }
    return Int(rows)
  }
}
