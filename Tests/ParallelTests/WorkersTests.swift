import Parallel
import TestSupport
import Testing

@Suite("Threads") struct WorkersTests {
  private struct Stop: Error, Equatable { var piece: Int }

  @Test("pieces are delivered in their order, whatever the number of threads", arguments: [1, 2, 3, 8])
  func order(threads: Int) throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      var random = Seeded(seed)
      let pieces = (0..<Int.random(in: 0...300, using: &random)).map { _ in Int.random(in: 0...2000, using: &random) }
      var next = 0
      var delivered: [Int] = []
      try Workers(threads).inOrder(state: 0) {
        next += 1
        return next <= pieces.count ? pieces[next - 1] : nil
      } work: { done, piece in
        done += 1
        return (0..<piece).reduce(piece) { $0 &* 31 &+ $1 }
      } deliver: { result in
        delivered.append(result)
      }
      #expect(delivered == pieces.map { piece in (0..<piece).reduce(piece) { $0 &* 31 &+ $1 } })
    }
  }

  @Test(
    "of several errors that of the first piece is thrown, and what comes before it is delivered",
    arguments: [1, 2, 4], ["next", "work", "deliver"])
  func failure(threads: Int, place: String) throws {
    for last in [0, 1, 17, 60] {
      var next = -1
      var delivered: [Int] = []
      let stop = #expect(throws: Stop.self) {
        try Workers(threads).inOrder(state: ()) {
          next += 1
          if place == "next", next >= last { throw Stop(piece: next) }
          return next < 100 ? next : nil
        } work: { _, piece in
          if place == "work", piece >= last { throw Stop(piece: piece) }
          return piece
        } deliver: { piece in
          if place == "deliver", piece >= last { throw Stop(piece: piece) }
          delivered.append(piece)
        }
      }
      #expect(stop == Stop(piece: last))
      #expect(delivered == Array(0..<last))
    }
  }

  @Test("each part is worked on once; ranges are consecutive", arguments: [1, 2, 5])
  func parts(threads: Int) {
    for total in [0, 1, 2, 7, 1000] {
      var counts = [Int](repeating: 0, count: total)
      counts.withUnsafeMutableBufferPointer { counts in Workers(threads).each(total) { counts[$0] += 1 } }
      #expect(counts == [Int](repeating: 1, count: total))
      #expect(Workers(threads).ranges(of: total) { Array($0) }.flatMap { $0 } == Array(0..<total))
    }
  }
}
