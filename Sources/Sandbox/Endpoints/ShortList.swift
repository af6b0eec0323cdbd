import ContactModel
import NDJSON

extension SandboxStore {
  /// A page of a list that is short, and written in its own order.
  func page<Item>(
    of items: [Item], _ call: inout Call, _ json: (Item) -> JSONValue
  ) throws(Refusal) -> SandboxAnswer {
    let size = try call.parameters.pageSize(options)
    let cursor = try call.parameters.cursor(options)
    let start = min(Int(cursor?.createdAt.microseconds ?? 0), items.count)
    let end = min(start + size, items.count)
    call.page = (cursor?.page ?? 0) + 1
    call.records = end - start
    var next: PageCursor?
    if end < items.count {
      next = PageCursor(page: call.page ?? 1, createdAt: Timestamp(microseconds: Int64(end)), id: "\(end)")
    }
    var body = PageBody(next: call.link(next, options), previous: nil)
    for item in items[start..<end] { body.add { JSONLine.append(json(item), to: &$0) } }
    return SandboxAnswer(json: body.closed())
  }
}
