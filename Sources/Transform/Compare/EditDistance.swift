/// Whether two texts are at most one edit apart: one byte replaced, added or left out, or two neighbours swapped.
func withinOneEdit(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
  guard abs(a.count - b.count) <= 1 else { return false }
  var head = 0
  while head < a.count, head < b.count, a[head] == b[head] { head += 1 }
  var tail = 0
  while tail < a.count - head, tail < b.count - head, a[a.count - 1 - tail] == b[b.count - 1 - tail] { tail += 1 }
  let restA = a.count - head - tail
  let restB = b.count - head - tail
  if restA <= 1, restB <= 1 { return true }
  return restA == 2 && restB == 2 && a[head] == b[head + 1] && a[head + 1] == b[head]
}

/// The decimal digits of a number, most significant first; calls `body` with them.
func withDigits<R>(_ number: UInt64, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { buffer in
    var rest = number
    var index = 20
    repeat {
      index -= 1
      buffer[index] = UInt8(0x30 + rest % 10)
      rest /= 10
    } while rest > 0
    return body(UnsafeBufferPointer(rebasing: buffer[index..<20]))
  }
}
