/// The index of the first such byte at or after `start`; nil where there is none. Eight bytes a step.
package func firstByte(_ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0) -> Int? {
  guard let base = bytes.baseAddress else { return nil }
  let ones: UInt64 = 0x0101_0101_0101_0101
  let pattern = ones &* UInt64(byte)
  var index = start
  while bytes.count - index >= 8 {
    let word = UInt64(littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)) ^ pattern
    let zero = (word &- ones) & ~word & (ones &* 0x80)
    if zero != 0 { return index + zero.trailingZeroBitCount >> 3 }
    index += 8
  }
  while index < bytes.count {
    if base[index] == byte { return index }
    index += 1
  }
  return nil
}
