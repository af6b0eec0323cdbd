/// What a command line says of a run besides the pipeline file.
package struct RunOptions: Sendable {
  /// Only these of the pipeline's accounts; empty: all of them.
  package var accounts: [String] = []
  /// Only this part of them; nil: all.
  package var shard: Shard?
  /// How long to wait for accounts that another run holds.
  package var wait = Duration.zero
  /// What the run is a part of, by a name of the caller's: accounts that another run of it has settled are done; nil: of
  /// nothing.
  package var job: String?
  /// Accounts that are named are asked though they are known to fail.
  package var asksKnown = true
  /// Do everything but keep nothing: no row and no file is written.
  package var isDryRun = false

  /// The folder in which the contacts are kept as they are read; nil: they are not.
  package var keepsFilesIn: String?

  package init(accounts: [String] = []) { self.accounts = accounts }
}

/// One of N equal parts of all accounts: any number of processes share a pipeline without talking to one another.
package struct Shard: Sendable, Hashable {
  /// From 0 on, as Kubernetes counts the pods of an indexed job.
  package let index: Int
  package let count: Int

  /// A text such as `0/4`; nil where it is no part of a whole.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let index = parts[0], let count = parts[1], (1...10_000).contains(count),
      (0..<count).contains(index)
    else { return nil }
    self.index = index
    self.count = count
  }

  /// Whether an account belongs to this part: a matter of its id alone, the same on every machine and in every release.
  package func contains(_ account: String) -> Bool {
    var hash = account.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    hash = (hash ^ (hash >> 32)) &* 0xd6e8_feb8_6659_fd93
    hash ^= hash >> 32
    return Int(hash % UInt64(count)) == index
  }
}
