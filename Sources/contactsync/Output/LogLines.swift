import ContactModel
import Logging
import MergeAPI
import Pipeline

/// Writes each event of a log as one line to stderr.
struct LogLines: LogHandler {
  let format: LogFormat
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]
  var metadataProvider: Logger.MetadataProvider?

  init(format: LogFormat, level: Logger.Level) {
    self.format = format
    logLevel = level
  }

  subscript(metadataKey key: String) -> Logger.MetadataValue? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let all = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }.merging(event.metadata ?? [:]) { $1 }
    let line = format.line(
      time: Surroundings.live.now(), level: event.level, message: "\(event.message)", metadata: all)
    Terminal.write(line, to: .errors)
  }
}

extension Settings {
  private static let levels: [Logger.Level] = [.debug, .info, .notice, .warning, .error]

  /// How events are written; nil: they are not.
  func logFormat() throws -> LogFormat? {
    guard let name = try value("CONTACTSYNC_LOG") else { return nil }
    guard let format = LogFormat(rawValue: name) else {
      throw Failure(.usage, "CONTACTSYNC_LOG must be text or json, not '\(name)'")
    }
    return format
  }

  /// The log of the program's own events.
  func logger(orElse standard: LogFormat? = nil) throws -> Logger {
    let name = try value("CONTACTSYNC_LOG_LEVEL") ?? Logger.Level.info.rawValue
    guard let level = Self.levels.first(where: { $0.rawValue == name }) else {
      let allowed = Self.levels.map(\.rawValue).joined(separator: ", ")
      throw Failure(.usage, "CONTACTSYNC_LOG_LEVEL must be one of \(allowed), not '\(name)'")
    }
    guard let format = try logFormat() ?? standard else {
      return Logger(label: "contactsync") { _ in SwiftLogNoOpLogHandler() }
    }
    return Logger(label: "contactsync") { _ in LogLines(format: format, level: level) }
  }
}
