/// The settings of the private server: the file `contactsync.conf`, which its `postgresql.conf` includes last.
enum ServerSettings {
  /// Without `durable` a crash of the machine may lose everything: for tests only.
  static func text(socketFolder: String, durable: Bool) -> String {
    var settings = [
      ("listen_addresses", "''"),
      ("port", "5432"),
      ("unix_socket_directories", quoted("\"\(socketFolder.replacing("\"", with: "\"\""))\"")),
      ("unix_socket_permissions", "0700"),
      ("max_connections", "100"),
      ("shared_buffers", "'128MB'"),
      ("max_wal_size", "'2GB'"),
      ("checkpoint_timeout", "'15min'"),
      ("jit", "off"),
      ("timezone", "'UTC'"),
      ("log_timezone", "'UTC'"),
      ("cluster_name", "'contactsync'"),
      // Error texts quote data, and nobody needs them twice: only what stops the server is logged.
      ("log_min_messages", "fatal"),
      ("log_min_error_statement", "panic"),
      ("log_checkpoints", "off"),
    ]
    if !durable {
      settings += [
        ("fsync", "off"), ("synchronous_commit", "off"), ("full_page_writes", "off"), ("wal_level", "minimal"),
        ("max_connections", "1000"), ("max_wal_senders", "0"), ("max_wal_size", "'4GB'"), ("autovacuum", "off"),
      ]
    }
    return "# Written by contactsync at each start.\n" + settings.map { "\($0) = \($1)\n" }.joined()
  }

  private static func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }
}
