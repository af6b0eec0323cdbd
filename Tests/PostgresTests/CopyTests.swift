import Postgres
import TestSupport
import Testing

private struct GivenUp: Error {}

@Suite struct CopyTests {
  private static let columns = """
    create table t (n int4, b int8, f float4, d float8, o boolean, c "char", s text, i timestamptz, j jsonb, y bytea,
      a int8[], w text[])
    """
  private static let copy = "copy t from stdin (format binary)"

  private func connection() async throws -> Connection {
    let connection = try await Connection.open(TestDatabase.empty())
    try await connection.run { try $0.script(Self.columns) }
    return connection
  }

  @Test func everyTypeArrives() async throws {
    let connection = try await connection()
    let megabyte = String(repeating: "x", count: 1 << 20)
    try await connection.run { session throws in
      let count = try session.copyIn(Self.copy) { encoder in
        try encoder.beginRow(columns: 12)
        encoder.int4(.min)
        encoder.int8(.min)
        encoder.float4(-1.5)
        encoder.float8(-1e-300)
        encoder.bool(true)
        encoder.char("p")
        encoder.text("O'Neil\t\\N ß 北京 👩‍👩‍👧\n")
        encoder.timestamptz(-1)
        Array("{\"k\":[1,null,\"é\"]}".utf8).withUnsafeBytes { encoder.jsonb($0) }
        encoder.bytea([0, 255])
        encoder.int8Array(bitPatterns: [.max, 0, UInt64(Int64.max)])
        encoder.textArray(["a", "", "q\"\\,"])
        try encoder.beginRow(columns: 12)
        encoder.int4(.max)
        encoder.int8(.max)
        encoder.float4(.infinity)
        encoder.float8(.nan)
        encoder.bool(false)
        encoder.char("c")
        encoder.text("")
        encoder.timestamptz(1_782_864_000_000_001)
        Array("null".utf8).withUnsafeBytes { encoder.jsonb($0) }
        encoder.bytea([])
        encoder.int8Array(bitPatterns: [])
        encoder.textArray([])
        try encoder.beginRow(columns: 12)
        for _ in 0..<12 { encoder.null() }
        try encoder.beginRow(columns: 12)
        for _ in 0..<6 { encoder.null() }
        encoder.text(megabyte)
        encoder.null()
        Array("\"\(megabyte)\"".utf8).withUnsafeBytes { encoder.jsonb($0) }
        encoder.bytea([UInt8](repeating: 1, count: 1 << 20))
        encoder.int8Array(bitPatterns: ArraySlice((0..<10_000).map { UInt64.max - UInt64($0) }))
        encoder.text(nil)
        #expect(encoder.rows == 4)
      }
      #expect(count == 4)
      let rows = try session.execute(
        """
        select n = -2147483648 and b = -9223372036854775808 and f = -1.5 and d = -1e-300 and o and c = 'p'
          and s = E'O''Neil\\t\\\\N ß 北京 👩‍👩‍👧\\n' and i = '1969-12-31T23:59:59.999999Z'
          and j = '{"k": [1, null, "é"]}' and y = '\\x00ff' and a = array[-1, 0, 9223372036854775807]
          and w = array['a', '', E'q"\\\\,']
        from t where n < 0
        union all
        select b = 9223372036854775807 and f = 'infinity' and d = 'nan' and not o and c = 'c' and s = ''
          and i = '2026-07-01T00:00:00.000001Z' and j = 'null' and y = '' and a = '{}' and w = '{}'
        from t where n > 0
        union all
        select t is null from t where n is null and s is null
        union all
        select octet_length(s) = 1048576 and octet_length(j #>> '{}') = 1048576 and octet_length(y) = 1048576
          and cardinality(a) = 10000 and a[1] = -1 and a[10000] = -10000
        from t where n is null and s is not null
        """)
      #expect(rows.map { $0.bool(0) } == [true, true, true, true])
    }
  }

  @Test func nothingIsLeftWhenTheBodyThrows() async throws {
    let connection = try await connection()
    try await connection.run { session throws in
      for rows in [0, 1, 50_000] {
        #expect(throws: GivenUp.self) {
          try session.copyIn("copy t (b) from stdin (format binary)") { encoder in
            for value in 0..<rows {
              try encoder.beginRow(columns: 1)
              encoder.int8(Int64(value))
            }
            throw GivenUp()
          }
        }
      }
      #expect(try session.execute("select count(*) from t").int(0, 0) == 0)
    }
  }

  @Test func noRowsAreFine() async throws {
    let connection = try await connection()
    try await connection.run { session throws in #expect(try session.copyIn(Self.copy) { _ in } == 0) }
  }

  @Test func refusedRowsAreAnErrorWithoutData() async throws {
    let connection = try await connection()
    try await connection.run { session throws in
      let notText = #expect(throws: PostgresError.self) {
        try session.copyIn("copy t (s) from stdin (format binary)") { encoder in
          try encoder.beginRow(columns: 1)
          ([0x41, 0x00, 0xff] as [UInt8]).withUnsafeBytes { encoder.text($0) }
        }
      }
      #expect(notText?.sqlState == "22021")
      #expect(notText?.remedy == .stopAccount)
      let columns = #expect(throws: PostgresError.self) {
        try session.copyIn("copy t (s) from stdin (format binary)") { encoder in
          for _ in 0..<100_000 {
            try encoder.beginRow(columns: 2)
            encoder.text("Mallory-4711")
            encoder.null()
          }
        }
      }
      #expect(columns?.sqlState == "22P04")
      let absent = #expect(throws: PostgresError.self) {
        try session.copyIn("copy absent from stdin (format binary)") { _ in }
      }
      #expect(absent?.sqlState == "42P01")
      let notCopy = #expect(throws: PostgresError.self) { try session.copyIn("select 1") { _ in } }
      #expect(notCopy != nil)
      #expect(try session.execute("select count(*) from t").int(0, 0) == 0)
    }
  }

  @Test func copyOutGivesEachLine() async throws {
    let connection = try await connection()
    try await connection.run { session throws in
      let texts = ["a", "", "tab\t", "line\nfeed", "back\\slash \\N", "ü\r\u{8}\u{b}\u{c}"]
      try session.copyIn("copy t (b, s) from stdin (format binary)") { encoder in
        for (index, text) in texts.enumerated() {
          try encoder.beginRow(columns: 2)
          encoder.int8(Int64(index))
          encoder.text(text)
        }
      }
      var read: [[String?]] = []
      try session.copyOut("copy (select b, s, null, '' from t order by b) to stdout") { line in
        var row = CopyTextRow(line)
        read.append([row.text(), row.text(), row.text(), row.text(), row.text()])
      }
      #expect(read == texts.enumerated().map { ["\($0.offset)", $0.element, nil, "", nil] })
    }
  }

  @Test func copyOutCanBeLeft() async throws {
    let connection = try await connection()
    try await connection.run { session throws in
      var lines = 0
      #expect(throws: GivenUp.self) {
        try session.copyOut("copy (select g, repeat('x', 100) from generate_series(1, 1000000) g) to stdout") { _ in
          lines += 1
          if lines == 10 { throw GivenUp() }
        }
      }
      #expect(lines == 10)
      #expect(try session.execute("select 7").int(0, 0) == 7)
      let late = #expect(throws: PostgresError.self) {
        try session.copyOut("copy (select 1 / (g - 5000) from generate_series(1, 10000) g) to stdout") { _ in lines += 1
        }
      }
      #expect(late?.sqlState == "22012")
      #expect(lines > 10, "lines before the error were given")
    }
  }
}
