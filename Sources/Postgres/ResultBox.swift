import CLibPQ

/// Owns a libpq result; reading it is safe from any thread, as nothing changes it.
final class ResultBox: @unchecked Sendable {
  let pointer: OpaquePointer?

  init(_ pointer: OpaquePointer?) { self.pointer = pointer }

  deinit { PQclear(pointer) }
}
