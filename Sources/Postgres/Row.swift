/// One row of ``Rows``; columns are counted from 0.
package struct Row: Sendable {
  package let rows: Rows
  package let index: Int

  package func text(_ column: Int) -> String? { rows.text(index, column) }
  package func int(_ column: Int) -> Int64? { rows.int(index, column) }
  package func double(_ column: Int) -> Double? { rows.double(index, column) }
  package func bool(_ column: Int) -> Bool? { rows.bool(index, column) }
  package func bytes(_ column: Int) -> [UInt8]? { rows.bytes(index, column) }
  package func textArray(_ column: Int) -> [String?]? { rows.textArray(index, column) }
  package func intArray(_ column: Int) -> [Int64]? { rows.intArray(index, column) }
}
