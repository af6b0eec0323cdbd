#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Runs closures on several threads at once, the caller's among them; it returns when all have ended.
///
/// What comes out never depends on the number of threads: results are taken in the order of what they were made from.
package struct Workers: Sendable {
  /// At least 1.
  package let count: Int

  /// - Parameter count: number of threads; nil: the machine's cores.
  package init(_ count: Int? = nil) { self.count = max(1, min(count ?? Workers.cores, 256)) }

  /// One thread: the caller's own.
  package static let alone = Workers(1)

  private static var cores: Int { sysconf(Int32(_SC_NPROCESSORS_ONLN)) }

  /// Calls `body` once for each of `0..<parts`, in any order.
  package func each(_ parts: Int, _ body: (Int) -> Void) {
    if count == 1 || parts < 2 {
      for part in 0..<parts { body(part) }
      return
    }
    let next = Guarded(0)
    run(min(count, parts)) {
      while true {
        let part = next.with { place in
          place += 1
          return place - 1
        }
        guard part < parts else { return }
        body(part)
      }
    }
  }

  /// What `body` gives for consecutive ranges that `0..<total` is cut into, in their order.
  package func ranges<R>(of total: Int, least: Int = 1, _ body: (Range<Int>) -> R) -> [R] {
    let parts = count == 1 ? 1 : max(1, min(count * 4, total / max(least, 1)))
    let results = Guarded([R?](repeating: nil, count: parts))
    each(parts) { part in
      let result = body(part * total / parts..<(part + 1) * total / parts)
      results.with { $0[part] = result }
    }
    return results.with { $0.compactMap { $0 } }
  }

  /// Calls `body` on this many threads at once.
  func run(_ threads: Int, _ body: () -> Void) {
    withoutActuallyEscaping(body) { body in
      let job = Job(body)
      var others: [pthread_t] = []
      for _ in 1..<max(threads, 1) {
        if let thread = job.start() { others.append(thread) }
      }
      body()
      for thread in others { pthread_join(thread, nil) }
    }
  }
}

/// A closure that outlives no thread that runs it: ``Workers/run(_:_:)`` joins them all.
private final class Job: @unchecked Sendable {
  let body: () -> Void

  init(_ body: @escaping () -> Void) { self.body = body }

  /// nil where the system gives no further thread.
  func start() -> pthread_t? {
    var thread = pthread_t()
    let job = Unmanaged.passRetained(self)
    let code = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().body()
        return nil
      }, job.toOpaque())
    guard code == 0 else {
      job.release()
      return nil
    }
    return thread
  }
}
