/// A fault as `POST /sandbox/faults` takes it: flat, the effect by its name.
struct FaultOrder: Codable {
  var effect: String
  var account: String?
  var path: String?
  var method: String?
  var skip: Int?
  /// Left out: once; 0: for ever.
  var times: Int?
  var probability: Double?
  var status: Int?
  var retryAfter: Int?
  var body: String?
  var seconds: Double?
  var bytes: Int?
  var records: Int?
  /// Of listings only: requests harmed so far.
  var hits: Int?

  func fault() throws(Refusal) -> Fault {
    let effect: Fault.Effect
    switch self.effect {
    case "status":
      guard let status, 400...599 ~= status else { throw .field("status", "A status from 400 to 599 is required.") }
      effect = .status(status, retryAfter: retryAfter, body: body)
    case "status_after":
      guard let status, 400...599 ~= status else { throw .field("status", "A status from 400 to 599 is required.") }
      effect = .statusAfter(status, body: body)
    case "delay":
      guard let seconds, 0...3600 ~= seconds else { throw .field("seconds", "0 to 3600 seconds are required.") }
      effect = .delay(.milliseconds(Int64(seconds * 1000)))
    case "drop_request": effect = .dropRequest
    case "drop_answer": effect = .dropAnswer
    case "reset_answer": effect = .resetAnswer
    case "truncate": effect = .truncate(bytes: bytes ?? 100)
    case "close": effect = .close(afterBytes: bytes ?? 100)
    case "reset": effect = .reset(afterBytes: bytes ?? 100)
    case "refuse_cursor": effect = .refuseCursor
    case "repeat_cursor": effect = .repeatCursor
    case "duplicate": effect = .duplicate(records: records ?? 1)
    case "empty_page": effect = .emptyPage
    default: throw .field("effect", "Unknown effect \(self.effect).")
    }
    guard 0...1 ~= probability ?? 1 else { throw .field("probability", "A number from 0 to 1 is required.") }
    return Fault(
      effect, account: account, path: path, method: method, skip: skip ?? 0, times: times == 0 ? nil : times ?? 1,
      probability: probability ?? 1)
  }

  init(_ fault: Fault, hits: Int) {
    effect = fault.effect.name
    account = fault.account
    path = fault.path
    method = fault.method
    skip = fault.skip
    times = fault.times ?? 0
    probability = fault.probability
    self.hits = hits
    switch fault.effect {
    case .status(let status, let retryAfter, let body):
      self.status = status
      self.retryAfter = retryAfter
      self.body = body
    case .statusAfter(let status, let body):
      self.status = status
      self.body = body
    case .delay(let duration):
      let (whole, atto) = duration.components
      seconds = Double(whole) + Double(atto) / 1e18
    case .truncate(let bytes), .close(let bytes), .reset(let bytes): self.bytes = bytes
    case .duplicate(let records): self.records = records
    default: break
    }
  }
}
