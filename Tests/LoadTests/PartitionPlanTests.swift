import Load
import Postgres
import SQLFiles
import TestSupport
import Testing

@Suite("Partitions: plans")
struct PartitionPlanTests {
  /// Statements of pages, settling and screens, each for one account.
  private static let ofOneAccount: [(query: Query, parameters: [Parameter])] = {
    let account = Parameter.text(World.account)
    let ids = Parameter.textArray(["a", "b"])
    return [
      (.contactClassify, [account, ids, .intArray([1, 2]), .intArray([0, 0]), .int(1)]),
      (.contactUpdate, [account, .int(1)]),
      (.contactUpdateKeys, [account, ids]),
      (.contactVersionInsert, [account, .int(1)]),
      (.candidateReplace, [account, ids, .bool(true)]),
      (.candidatesRead, [account, .text("a")]),
      (.graphContacts, [account, ids]),
      (.graphContactsOfParties, [account, ids]),
      (.graphContactIds, [account, .text("a"), .int(10)]),
      (.graphEdges, [account, ids]),
      (.contactIdsByParties, [account, ids]),
      (.decisionRead, [account, .text("a")]),
      (.decisionInsert, [account, .text("m"), .int(1), .text(World.organization)]),
      (.decisionUpdate, [account, .text("m"), .int(1)]),
      (.contactsBury, [account, ids, .bool(true), .int(1), .bool(true)]),
      (.accountCounts, [account]),
      (.accountPurge, [account]),
      (.updateFind, [account, .bool(true)]),
    ]
  }()

  /// The partitions that a statement touches, each once.
  private static func touched(
    _ session: borrowing Session, _ query: Query, _ parameters: [Parameter]
  ) throws -> Set<String> {
    let plan = try session.executePlannedAnew("explain \(query.sql)", parameters).map { $0.text(0) ?? "" }
    return Set(
      plan.flatMap { line in
        // An index has more behind the partition's name.
        line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init).filter { $0.hasSuffix("_of_8") }
      })
  }

  @Test("What asks for one account touches one partition of each table")
  func pruning() async throws {
    let connection = try await Connection.open(TestDatabase.partitioned(into: 8))
    try await connection.run { session in
      for stage in [
        Query.contactStageCreate, .candidateStageCreate, .decisionStageCreate, .keyStageCreate,
      ] { try session.script(stage.sql) }
      for (query, parameters) in Self.ofOneAccount {
        let partitions = try Self.touched(session, query, parameters)
        let tables = Set(partitions.map { $0.replacing(#/_\d_of_8$/#, with: "") })
        #expect(!partitions.isEmpty && partitions.count == tables.count, "\(query.name): \(partitions.sorted())")
      }
      let keys = try Self.touched(session, .contactIdsByKeys, [.text(World.account), .intArray([1, 2])])
      #expect(keys.count == 8, "keys are looked up in all of them, as docs/database.md says")
    }
    await connection.close()
  }
}
