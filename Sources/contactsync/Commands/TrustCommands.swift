import Load
import Pipeline
import Postgres
import Transform

/// Runs what works on the database alone; its refusals become exit codes.
func withTrustTools<R: Sendable>(_ body: @Sendable (TrustTools) async throws -> R) async throws -> R {
  let composition = Composition()
  try await composition.database().close()
  let url = try await composition.databaseURL()
  do {
    return try await body(
      TrustTools(
        connect: { try await Composition.connect(url) }, version: Contactsync.version,
        erasureKeys: { try composition.erasureKeys() }))
  } catch let refusal as TrustRefusal {
    throw Failure(.usage, "\(refusal)")
  } catch let error as PostgresError {
    throw Failure(error.remedy == .retry ? .temporary : .failed, "PostgreSQL: \(error)")
  } catch let error as LoadError {
    throw Failure(.badInput, "\(error)")
  }
}

/// The policy in a file; `standard` names the built-in one.
func readPolicy(_ name: String?) throws -> Policy {
  guard let name, name != "standard" else { return .standard }
  do { return try PolicyFile.read(path: name) } catch {
    throw Failure(.badInput, error.problems.map(\.description).joined(separator: "\ncontactsync: "))
  }
}

/// The failure that a command ends with some of whose accounts failed; nil: none did.
func failure(of accounts: [(account: String, failure: AccountResult.Failure?)]) -> Failure? {
  let failed = accounts.filter { $0.failure != nil }
  guard let first = failed.first, let why = first.failure else { return nil }
  let names = failed.prefix(5).map(\.account).joined(separator: ", ") + (failed.count > 5 ? ", …" : "")
  let text = "\(failed.count) of \(accounts.count) accounts failed: \(names); \(first.account): \(why.text)"
  if failed.count < accounts.count { return Failure(.someAccountsFailed, text) }
  return Failure(failed.allSatisfy { $0.failure?.isPassing ?? false } ? .temporary : .failed, text)
}
