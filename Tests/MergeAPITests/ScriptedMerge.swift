import ContactModel
import MergeAPI
import Synchronization
import Testing

/// A transport that plays a list of answers and remembers what it was asked.
final class ScriptedMerge: Sendable {
  enum Step: Sendable {
    case answer(HTTPAnswer)
    case failure(TransportFailure)
    /// No answer before the call is cancelled.
    case silence
  }

  private let steps: Mutex<[Step]>
  private let log = Mutex<[HTTPCall]>([])
  private let cancelled = Mutex(0)
  let clock: VirtualClock

  init(_ steps: [Step], clock: VirtualClock = VirtualClock()) {
    self.steps = Mutex(steps)
    self.clock = clock
  }

  var calls: [HTTPCall] { log.withLock { $0 } }
  /// Silent calls that were cancelled.
  var cancellations: Int { cancelled.withLock { $0 } }
  var remaining: Int { steps.withLock { $0.count } }

  /// A client on this transport; a call that the script doesn't foresee fails the test.
  func client(requestsPerMinute: Int = 0, retries: RetryPolicy = RetryPolicy()) -> MergeClient {
    let surroundings = clock.surroundings
    return MergeClient(
      connection: .sandbox,
      transport: { [self] call in
        log.withLock { $0.append(call) }
        let step: Step? = steps.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        switch step {
        case .answer(let answer): return answer
        case .failure(let failure): throw failure
        case .silence:
          do { try await Task.sleep(for: .seconds(600)) } catch { cancelled.withLock { $0 += 1 } }
          throw CancellationError()
        case nil:
          Issue.record("call not in the script: \(call.url)")
          throw TransportFailure.broken
        }
      },
      pacer: Pacer(requestsPerMinute: requestsPerMinute, surroundings: surroundings),
      brake: Brake(surroundings: surroundings), surroundings: surroundings, retries: retries)
  }
}

extension ScriptedMerge.Step {
  static func status(_ status: Int, _ body: String = "", _ headers: [(name: String, value: String)] = []) -> Self {
    .answer(HTTPAnswer(status: status, headers: headers, body: Array(body.utf8)))
  }

  /// A page of contacts with these ids, and a `Date`.
  static func page(_ ids: [String], next: String?, date: String = "Sat, 03 Jan 2026 10:00:00 GMT") -> Self {
    let results = ids.map { #"{"id":"\#($0)","name":"Company \#($0)"}"# }.joined(separator: ",")
    let next = next.map { "\"\($0)\"" } ?? "null"
    return .status(200, #"{"next":\#(next),"previous":null,"results":[\#(results)]}"#, [(name: "Date", value: date)])
  }
}

extension MergeConnection {
  static let sandbox = try! MergeConnection(baseURL: "http://127.0.0.1:9999/api", apiKey: SecretText("key-canary"))
}

let account = SecretText("token-canary")

/// The ``MergeError`` that a call throws; a call that succeeds fails the test.
func refusal(_ call: () async throws -> Void) async throws -> MergeError {
  do {
    try await call()
  } catch let error as MergeError {
    return error
  }
  throw NotRefused()
}

struct NotRefused: Error {}
