import JSONScan

extension RecordPage {
  /// Bytes of one body or chunk at most (256 MiB), so that every place, also of repaired copies, fits a ``TextRef``.
  package static let byteLimit = 1 << 28

  /// The body of `GET /contacts`: `{"next": …, "previous": …, "results": […]}`.
  ///
  /// `next` is returned as received, a bare cursor or an absolute URL; nil on the last page (null, absent or empty).
  /// Records that cannot be read are in ``rejected``; a body that is not well-formed as a whole throws.
  package static func parse(envelope body: consuming [UInt8]) throws(PageError) -> (page: RecordPage, next: String?) {
    var next: String?
    let page = try parse(body) { parser throws(PageError) in next = try parser.envelope() }
    return (page, next)
  }

  /// One record: a JSON object, which becomes the only row or the only rejected record.
  package static func parse(object: consuming [UInt8]) throws(PageError) -> RecordPage {
    try parse(object) { parser throws(PageError) in try parser.soleRecord() }
  }

  /// Records as lines (NDJSON): a chunk of whole lines, ended by LF; blank ones are passed over.
  ///
  /// A line that is not well-formed is rejected (`malformed`) without harm to the others. `firstLine` is the number of
  /// the chunk's first line; it stands in the details of rejected records. A line with a `type` is no record of this
  /// kind:
  /// `typed` gets the type and the line; without it such a line is rejected (`typed_line`).
  package static func parse(
    lines: consuming [UInt8], firstLine: Int = 1, typed: ((_ type: String, _ line: [UInt8]) -> Void)? = nil
  ) -> RecordPage {
    precondition(lines.count <= byteLimit, "a chunk of lines is at most RecordPage.byteLimit bytes")
    return assemble(lines) { parser in parser.lines(from: firstLine, typed) }
  }

  private static func parse(
    _ body: consuming [UInt8], _ read: (inout RecordParser) throws(PageError) -> Void
  ) throws(PageError) -> RecordPage {
    guard body.count <= byteLimit else {
      throw PageError(offset: byteLimit, what: "larger than \(byteLimit >> 20) MiB")
    }
    return try assemble(body, read)
  }

  /// Runs the parser over the body, which then becomes the page's, with the texts that were decoded behind it.
  private static func assemble<E: Error>(
    _ body: consuming [UInt8], _ read: (inout RecordParser) throws(E) -> Void
  ) throws(E) -> RecordPage {
    var (page, appended) = try body.withUnsafeBufferPointer { bytes throws(E) in
      var parser = RecordParser(bytes)
      try read(&parser)
      return (parser.page, parser.appended)
    }
    page.bytes = body
    if !appended.isEmpty { page.bytes.append(contentsOf: appended) }
    return page
  }
}
