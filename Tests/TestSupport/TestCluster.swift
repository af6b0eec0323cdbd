import Glibc
import LocalPostgres

/// One throw-away server in a folder named after this process; stopped and removed when the process ends.
struct TestCluster {
  let server: LocalPostgres

  init() throws {
    // All tests begin at once: on a slow machine a connection may take longer than a user would wait. Programs inherit it.
    setenv("PGCONNECT_TIMEOUT", "120", 0)
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    TestFolder.removeOfDeadProcesses(in: parent)
    atexit {
      let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
      TestFolder.remove("\(parent)/contactsync-test-\(getpid())")
    }
    server = LocalPostgres(home: "\(parent)/contactsync-test-\(getpid())", durable: false)
    try server.start()
  }
}
