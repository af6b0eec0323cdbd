import Testing
import Yams

@Suite("Many workers")
struct ShardedJobTests {
  private func node(_ path: String, of root: Any) throws -> Any {
    try path.split(separator: ".").reduce(root) { node, key in
      if let index = Int(key) { return try #require((node as? [Any])?[index]) }
      return try #require((node as? [String: Any])?[String(key)], "\(path)")
    }
  }

  @Test("the Job parses, has as many pods as shards, gives each its own, and repeats 75 alone")
  func job() throws {
    let job = try #require(try Yams.load(yaml: Tool.text("pipelines/kubernetes/sharded-job.yaml")))
    #expect(try node("kind", of: job) as? String == "Job")
    #expect(try node("spec.completionMode", of: job) as? String == "Indexed")
    let shards = try #require(try node("spec.completions", of: job) as? Int)
    let container = try node("spec.template.spec.containers.0", of: job)
    let variables = try #require(try node("env", of: container) as? [[String: Any]])
    func variable(_ name: String) -> [String: Any] { variables.first { $0["name"] as? String == name } ?? [:] }
    #expect(variable("SHARDS")["value"] as? String == "\(shards)")
    let arguments = try #require(try node("args", of: container) as? [String])
    let place = try #require(arguments.firstIndex(of: "--shard"))
    #expect(arguments[place + 1] == "$(JOB_COMPLETION_INDEX)/$(SHARDS)")
    let name = try #require(arguments.firstIndex(of: "--job"))
    #expect(arguments[name + 1] == "$(JOB)")
    #expect(
      try node("valueFrom.fieldRef.fieldPath", of: variable("JOB")) as? String
        == "metadata.labels['batch.kubernetes.io/controller-uid']")
    let rule = try node("spec.podFailurePolicy.rules.0", of: job)
    #expect(try node("action", of: rule) as? String == "FailIndex")
    #expect(try node("onExitCodes.values", of: rule) as? [Int] == [1, 2, 64, 65])
    #expect(try node("onExitCodes.containerName", of: rule) as? String == node("name", of: container) as? String)
    let mounts = try #require(try node("volumeMounts", of: container) as? [[String: Any]])
    let volumes = try #require(try node("spec.template.spec.volumes", of: job) as? [[String: Any]])
    #expect(mounts.compactMap { $0["name"] as? String } == volumes.compactMap { $0["name"] as? String })
  }
}
