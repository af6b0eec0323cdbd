extension PipelineFile {
  /// The pipeline of the short runs that webhooks ask for, where no file says another: `pipelines/nightly.yaml`, shortened.
  package static func ofRequests() throws(ConfigurationError) -> PipelineFile {
    let text = """
      version: 1
      name: nightly
      extract: { since: watermark, overlap: 15m, page_size: 100, require_sync: any }
      transform: { policy: standard }
      load: { links: write }
      expect: { review_rate: { max: 0.6 }, deleted_rate: { max: 0.5 }, rejected_rate: { max: 0.1 } }
      """
    return try PipelineFile(path: "(built in)", text: text).shortened
  }

  /// The same for a short run of an account that changed just now: matched against the parties as they are stored, without
  /// review files, and nothing is written into accounting systems. What is left out is the nightly run's.
  ///
  /// Its runs are called `webhooks`, so that they are never taken for the nightly ones.
  package var shortened: PipelineFile {
    var file = self
    file.name = "webhooks"
    file.parties = nil
    file.reviewCSV = nil
    file.creation = nil
    file.updates = nil
    file.since = .watermark
    file.until = nil
    file.sweeps = false
    return file
  }
}
