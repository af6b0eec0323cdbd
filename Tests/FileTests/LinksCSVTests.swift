import CSV
import Testing

struct LinksCSVTests {
  private func read(_ text: String) throws -> [LinksCSV.Row] {
    var reader = try LinksCSV(bytes: Array(text.utf8), name: "l.csv")
    var rows: [LinksCSV.Row] = []
    while let row = try reader.next() { rows.append(row) }
    return rows
  }

  @Test func readsColumnsInAnyOrderAndPassesOverOthers() throws {
    let rows = try read("party_id,note,CONTACT_ID,linked_account_id,remote_id\np1,x, c1 ,acc,R1\np2,,,acc,\" R 2\"\n")
    #expect(
      rows == [
        .init(line: 2, account: "acc", contact: "c1", remoteID: "R1", party: "p1"),
        .init(line: 3, account: "acc", contact: nil, remoteID: "R 2", party: "p2"),
      ])
  }

  @Test(
    arguments: [
      (",c,p", "the linked_account_id is empty"), ("a,c,", "the party_id is empty"),
      ("a, ,p", "neither a contact_id nor a remote_id"), ("a", "the party_id is empty"),
      ("a,c,p,more", "4 cells, but the header has 3"),
      ("a,\(String(repeating: "c", count: 256)),p", "contact_id: 256 bytes, at most 255 are kept"),
      ("a,\"c\"x,p", "text behind a closing quote"), ("a,c,p", nil),
    ]) func saysWhatIsWrongWithARow(row: String, problem: String?) throws
  {
    let rows = try read("linked_account_id,contact_id,party_id\n\(row)\n")
    #expect(rows.map(\.problem) == [problem])
  }

  @Test(
    arguments: [
      ("", "l.csv: the file is empty: a header with linked_account_id, contact_id or remote_id, and party_id"),
      ("contact_id,party_id\n", "l.csv:1: no column 'linked_account_id' in the header"),
      ("linked_account_id,contact_id\n", "l.csv:1: no column 'party_id' in the header"),
      ("linked_account_id,party_id\n", "l.csv:1: neither a column 'contact_id' nor 'remote_id' in the header"),
      ("party_id,party_id\n", "l.csv:1: the column 'party_id' stands twice in the header"),
    ]) func refusesAWrongHeader(text: String, error: String)
  {
    let found = #expect(throws: CSVError.self) { try read(text) }
    #expect(found?.description == error)
  }
}
