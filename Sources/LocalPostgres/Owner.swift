import Glibc

/// The user that the server runs as.
struct Owner {
  let user: uid_t
  let group: gid_t
  let name: String

  /// We ourselves; as root `postgres`, or `nobody` where there is no such user, as PostgreSQL refuses to run as root.
  static func current() throws(LocalPostgresError) -> Owner {
    guard geteuid() == 0 else { return Owner(user: geteuid(), group: getegid(), name: "") }
    for name in ["postgres", "nobody"] {
      if let entry = getpwnam(name) {
        return Owner(user: entry.pointee.pw_uid, group: entry.pointee.pw_gid, name: name)
      }
    }
    throw LocalPostgresError(
      .notPermitted, "PostgreSQL does not run as root, and there is neither a user postgres nor nobody: make one")
  }

  /// What runs a program as this user.
  func commandPrefix() throws(LocalPostgresError) -> [String] {
    guard geteuid() == 0 else { return [] }
    let places: [String] = ["/usr/bin/setpriv", "/bin/setpriv"]
    guard let setpriv = places.first(where: { path in access(path, X_OK) == 0 }) else {
      throw LocalPostgresError(.notPermitted, "setpriv was not found: apt-get install util-linux")
    }
    return [setpriv, "--reuid=\(user)", "--regid=\(group)", "--clear-groups", "--"]
  }

  /// The first folder of a path that this user may not pass through; nil when it reaches the end.
  func barrier(on path: String) -> String? {
    var current = ""
    for part in path.split(separator: "/") {
      current += "/" + part
      var information = stat()
      guard stat(current, &information) == 0 else { return nil }
      let bit: mode_t =
        information.st_uid == user ? S_IXUSR : information.st_gid == group ? S_IXGRP : S_IXOTH
      if information.st_mode & bit == 0 { return current }
    }
    return nil
  }
}
