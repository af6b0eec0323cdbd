import Pipeline

/// The value of an option that is a duration such as `8h`.
///
/// - Parameters:
///   - option: its name, such as `--wait`.
///   - bounds: in seconds; nil: any.
/// - Throws: ``Failure`` 64.
func duration(_ text: String, of option: String, within bounds: ClosedRange<Int>? = nil) throws -> Duration {
  let range = bounds.map {
    ", from \(ConfigurationKey.durationText($0.lowerBound)) to \(ConfigurationKey.durationText($0.upperBound))"
  }
  guard let seconds = ConfigurationKey.seconds(of: text), bounds?.contains(seconds) ?? true else {
    throw Failure(.usage, "\(option) must be a duration such as 90s, 15m or 2h\(range ?? ""), not '\(text)'")
  }
  return .seconds(seconds)
}

/// The value of `--public-url`, without a slash at its end.
///
/// - Throws: ``Failure`` 64; the value is not said, for it may hold a password.
func checkedPublicURL(_ text: String) throws -> PublicURL {
  do { return try PublicURL(text) } catch {
    throw Failure(.usage, "--public-url \(error.text); write it as https://sync.example.com")
  }
}
