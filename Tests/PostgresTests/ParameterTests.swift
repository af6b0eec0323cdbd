import Postgres
import TestSupport
import Testing

struct ParameterCase: Sendable, CustomTestStringConvertible {
  let parameter: Parameter
  let type: String
  let expression: String
  var testDescription: String { type + " " + expression.prefix(40) }
}

@Suite struct ParameterTests {
  static let cases: [ParameterCase] = [
    ParameterCase(parameter: .null, type: "int", expression: "null::int"),
    ParameterCase(parameter: .text(String?.none), type: "text", expression: "null::text"),
    ParameterCase(parameter: .text(""), type: "text", expression: "''"),
    ParameterCase(
      parameter: .text("O'Neil \\ \"ß\" 北京 👩‍👩‍👧 \n\t"), type: "text", expression: "E'O''Neil \\\\ \"ß\" 北京 👩‍👩‍👧 \\n\\t'"),
    ParameterCase(parameter: .int(Int64.min), type: "bigint", expression: "-9223372036854775808"),
    ParameterCase(parameter: .int(7), type: "smallint", expression: "7"),
    ParameterCase(parameter: .double(-0.1), type: "float8", expression: "-0.1"),
    ParameterCase(parameter: .double(1e-300), type: "float8", expression: "1e-300"),
    ParameterCase(parameter: .double(-.infinity), type: "float8", expression: "'-infinity'"),
    ParameterCase(parameter: .double(.nan), type: "float8", expression: "'nan'"),
    ParameterCase(parameter: .bool(true), type: "boolean", expression: "true"),
    ParameterCase(parameter: .bool(false), type: "boolean", expression: "false"),
    ParameterCase(parameter: .bytes([0, 1, 255, 92]), type: "bytea", expression: "'\\x0001ff5c'"),
    ParameterCase(parameter: .bytes([]), type: "bytea", expression: "''"),
    ParameterCase(parameter: .json("{\"a\":[1,null]}"), type: "jsonb", expression: "'{\"a\":[1,null]}'"),
    ParameterCase(parameter: .textArray([]), type: "text[]", expression: "array[]::text[]"),
    ParameterCase(
      parameter: .textArray(["a", nil, "", "NULL", "q\"\\,{}", " b "]), type: "text[]",
      expression: "array['a', null, '', 'NULL', E'q\"\\\\,{}', ' b ']"),
    ParameterCase(parameter: .intArray([-1, .max]), type: "bigint[]", expression: "array[-1, 9223372036854775807]"),
    ParameterCase(parameter: .doubleArray([1.5, -2]), type: "float8[]", expression: "array[1.5, -2]"),
    ParameterCase(parameter: .boolArray([true, false]), type: "boolean[]", expression: "array[true, false]"),
    ParameterCase(
      parameter: .timestamp(microseconds: 0), type: "timestamptz", expression: "'1970-01-01T00:00:00Z'"),
    ParameterCase(
      parameter: .timestamp(microseconds: 1_782_864_000_000_001), type: "timestamptz",
      expression: "'2026-07-01T00:00:00.000001Z'"),
    ParameterCase(
      parameter: .timestamp(microseconds: -1), type: "timestamptz", expression: "'1969-12-31T23:59:59.999999Z'"),
    ParameterCase(
      parameter: .timestamp(microseconds: -210_866_803_200_000_000), type: "timestamptz",
      expression: "'4714-11-24 00:00:00Z BC'"),
  ]

  @Test(arguments: cases) func arrivesAsItWasMeant(_ example: ParameterCase) async throws {
    let connection = try await Connection.open(TestDatabase.empty())
    let sql = "select $1::\(example.type) is not distinct from (\(example.expression))::\(example.type)"
    let same = try await connection.run { try $0.execute(sql, [example.parameter]).bool(0, 0) }
    #expect(same == true)
  }

  /// Law: an instant comes back as the microseconds that were sent, from 4714 BC to AD 9999.
  @Test func instantsKeepTheirMicroseconds() async throws {
    var generator = Seeded(20_261)
    let instants = (0..<500).map { _ in
      Int64.random(in: -210_000_000_000_000_000...253_402_300_799_999_999, using: &generator)
    }
    let connection = try await Connection.open(TestDatabase.empty())
    try await connection.run { session throws in
      for instant in instants {
        let back = try session.execute(
          "select (extract(epoch from $1::timestamptz) * 1000000)::bigint", [.timestamp(microseconds: instant)])
        #expect(back.int(0, 0) == instant)
      }
    }
  }

  @Test func manyAndLarge() async throws {
    let connection = try await Connection.open(TestDatabase.empty())
    try await connection.run { session throws in
      let megabyte = String(repeating: "é", count: 500_000)
      let rows = try session.execute(
        "select octet_length($1), octet_length($2), cardinality($3::bigint[])",
        [.text(megabyte), .bytes([UInt8](repeating: 7, count: 3_000_000)), .intArray(Array(0..<100_000))])
      #expect((0..<3).map { rows.int(0, $0) } == [1_000_000, 3_000_000, 100_000])
    }
  }
}
