import CSV
package import ContactModel
package import Postgres
import SQLFiles

/// Reads parties from the platform's own database, by a query of the platform's.
///
/// Its columns have the names of a parties CSV (``PartiesCSV``), in any order; `id` and `organization` are required,
/// unknown ones are passed over. Beside them `addresses` and `phone_numbers` may hold JSON arrays in Merge's shape.
/// Times without a zone are taken as UTC.
package enum PartyQuery {
  /// Hands the parties to the body, page by page, as a function that gives one after the other, nil at the end.
  ///
  /// The second connection lives on the session's thread, in a read-only transaction; the rows come through a cursor, so
  /// memory does not grow with them.
  ///
  /// - Parameters:
  ///   - session: whose thread and cancelling the reading shares; nothing is asked of it.
  ///   - url: connection text of the platform's database.
  ///   - problems: gets the rows that are left out, before the page that they would have been in is given.
  /// - Throws: ``PartyQueryError``, and what the body throws.
  package static func read<R>(
    beside session: borrowing Session, url: String, query: String, problems: RowProblems,
    _ body: (_ next: () throws -> RecordPage?) throws -> R
  ) throws -> R {
    var isOpen = false
    do {
      return try session.beside(url) { platform in
        isOpen = true
        return try pages(platform, query, problems, body)
      }
    } catch let error as PostgresError where !isOpen && !error.isCancelled {
      throw PartyQueryError.unreachable(error)
    }
  }

  private static func pages<R>(
    _ platform: borrowing Session, _ query: String, _ problems: RowProblems,
    _ body: (_ next: () throws -> RecordPage?) throws -> R
  ) throws -> R {
    try platform.transaction(.readOnlySnapshot) { platform in
      _ = try answer(platform, Query.partyQueryOpen.sql + "\n" + query)
      var cursor = PartyCursor(problems: problems)
      return try body { try cursor.next(platform) }
    }
  }

  /// Asks the platform's database; its errors become ``PartyQueryError``, but for a cancelled task.
  fileprivate static func answer(_ platform: borrowing Session, _ sql: String) throws -> Rows {
    do { return try platform.execute(sql) } catch {
      if error.isCancelled { throw error }
      throw PartyQueryError.refused(error)
    }
  }
}

/// The rows of the query as pages.
private struct PartyCursor {
  let problems: RowProblems
  private var layout: Layout?
  private var row = 0
  private var isAtEnd = false

  init(problems: RowProblems) { self.problems = problems }

  private struct Layout {
    var columns: RecordColumns
    /// Columns that hold JSON arrays.
    var lists: [(name: String, column: Int)]
  }

  mutating func next(_ platform: borrowing Session) throws -> RecordPage? {
    while !isAtEnd {
      let rows = try PartyQuery.answer(platform, Query.partyQueryFetch.sql)
      let layout = try layout ?? Self.layout(rows.columnNames)
      self.layout = layout
      isAtEnd = rows.isEmpty
      var builder = RecordPageBuilder()
      for row in rows {
        self.row += 1
        if let problem = Self.add(row, layout, to: &builder) { problems.add(1, ["row \(self.row): \(problem)"]) }
      }
      if builder.count > 0 { return builder.finish() }
    }
    return nil
  }

  private static func layout(_ names: [String]) throws(PartyQueryError) -> Layout {
    let columns: RecordColumns
    do throws(RecordColumns.Problem) { columns = try RecordColumns(names: names) } catch {
      throw .columns(error.what)
    }
    guard columns.organization != nil else {
      throw .columns("no column 'organization': each row must say whose party it is")
    }
    let lists = ["addresses", "phone_numbers"].compactMap { name in
      names.firstIndex { $0.lowercased() == name }.map { (name: name, column: $0) }
    }
    return Layout(columns: columns, lists: lists)
  }

  /// Adds one row; returns what is wrong with it instead where it cannot be taken.
  private static func add(_ row: Row, _ layout: Layout, to builder: inout RecordPageBuilder) -> String? {
    func text(_ column: Int) -> String? {
      row.text(column).flatMap { text in text.utf8.allSatisfy { $0 == 0x20 || 0x09...0x0D ~= $0 } ? nil : text }
    }
    guard let organization = layout.columns.organization, text(organization) != nil else {
      return "the organization is empty"
    }
    var lists = RecordPage()
    let members = layout.lists.compactMap { list in text(list.column).map { ",\"\(list.name)\":\($0)" } }
    if !members.isEmpty {
      do throws(PageError) {
        lists = try RecordPage.parse(object: Array("{\"id\":\"row\"\(members.joined())}".utf8))
      } catch {
        return "\(layout.lists.map(\.name).joined(separator: ", ")): not well-formed JSON"
      }
      if let rejected = lists.rejected.first { return rejected.detail }
    }
    if let problem = layout.columns.fill(&builder, instant: instant, cell: text) { return problem }
    for phone in lists.phones { builder.addPhone(builder.text(lists.string(phone))) }
    for address in lists.addresses {
      var built = AddressRow()
      built.type = builder.text(lists.string(address.type))
      built.street1 = builder.text(lists.string(address.street1))
      built.street2 = builder.text(lists.string(address.street2))
      built.city = builder.text(lists.string(address.city))
      built.subdivision = builder.text(lists.string(address.subdivision))
      built.postcode = builder.text(lists.string(address.postcode))
      built.country = builder.text(lists.string(address.country))
      builder.addAddress(built)
    }
    builder.finishRecord()
    return nil
  }

  /// A time as PostgreSQL writes it in UTC (`2026-11-22 09:30:00.25+00`, `2026-11-22 09:30:00`, `2026-11-22`), or RFC
  /// 3339; nil where it is neither.
  private static func instant(_ text: String) -> Timestamp? {
    Timestamp(rfc3339: text) ?? Timestamp(rfc3339: text + ":00") ?? Timestamp(rfc3339: text + "Z")
      ?? Timestamp(rfc3339: text + "T00:00:00Z")
  }
}
