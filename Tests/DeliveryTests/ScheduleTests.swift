import Foundation
import Testing
import Yams

@Suite("Schedules")
struct ScheduleTests {
  private static let folder = "pipelines/schedule"
  private static let installed = "/usr/local/bin/contactsync"

  // MARK: systemd

  /// A change of one of the units, and words that systemd must then say; nil: it must say nothing.
  static let units: [(from: String, to: String, words: String?)] = [
    ("", "", nil), ("ProtectHome=", "ProtectHoem=", "Unknown key"), ("Type=oneshot", "Type=onceshot", "onceshot"),
    ("*-*-* 02:00:00", "*-*-* 25:00:00", "25:00:00"),
    ("Restart=on-failure", "Restart=always", "isn't allowed for Type=oneshot"),
    ("ExecStart=", "ExecStart=/nowhere/", "not executable"),
  ]

  @Test("systemd accepts the units, and would say what is wrong with them", arguments: units)
  func unitsAreVerified(from: String, to: String, words: String?) async throws {
    try await Tool.withFolder { folder in
      var paths: [String] = []
      for name in ["contactsync-nightly.service", "contactsync-nightly.timer"] {
        var text = try Tool.text("\(ScheduleTests.folder)/systemd/\(name)")
        if !from.isEmpty { text = text.replacing(from, with: to) }
        text = text.replacing(ScheduleTests.installed, with: Tool.contactsync)
        paths.append("\(folder)/\(name)")
        try text.write(toFile: paths[paths.count - 1], atomically: true, encoding: .utf8)
      }
      let ended = try await Tool.run("systemd-analyze", "verify", "--man=no", paths[0], paths[1], in: folder)
      if let words {
        #expect(ended.errors.contains(words))
      } else {
        #expect(ended.code == 0 && ended.errors.isEmpty, "\(ended.errors)")
        let exposure = try await Tool.run(
          "systemd-analyze", "security", "--offline=true", "--threshold=20", paths[0], in: folder)
        #expect(exposure.code == 0, "\(exposure.output.suffix(200))")
      }
    }
  }

  @Test("the timer's name is the service's, and what the service reads as a secret it is given")
  func unitsFitTogether() throws {
    let service = try Tool.text("\(ScheduleTests.folder)/systemd/contactsync-nightly.service")
    let given = Set(service.matches(of: /LoadCredential=(\w+):/).map { String($0.1) })
    let read = Set(service.matches(of: /Environment=\w+_FILE=%d\/(\w+)/).map { String($0.1) })
    #expect(given == read && given.count == 3)
  }

  // MARK: Kubernetes

  @Test("the CronJob parses, never overlaps, repeats 75 alone, and mounts what it reads")
  func cronJob() throws {
    let text = try Tool.text("\(ScheduleTests.folder)/kubernetes/cronjob.yaml")
    let job = try #require(try Yams.load(yaml: text) as? [String: Any])
    func value(_ path: String, of node: Any) throws -> Any {
      try path.split(separator: ".").reduce(node) { node, key in
        if let index = Int(key) { return try #require((node as? [Any])?[index]) }
        return try #require((node as? [String: Any])?[String(key)], "\(path)")
      }
    }
    #expect(job["apiVersion"] as? String == "batch/v1" && job["kind"] as? String == "CronJob")
    #expect(try value("spec.concurrencyPolicy", of: job) as? String == "Forbid")
    #expect(try value("spec.startingDeadlineSeconds", of: job) as? Int == 21_600)
    let spec = try value("spec.jobTemplate.spec", of: job)
    let codes = try value("podFailurePolicy.rules.0.onExitCodes.values", of: spec) as? [Int]
    #expect(codes == [1, 2, 64, 65])
    let pod = try value("template.spec", of: spec)
    #expect(try value("restartPolicy", of: pod) as? String == "Never")
    #expect(try value("terminationGracePeriodSeconds", of: pod) as? Int ?? 0 > 30)
    let container = try value("containers.0", of: pod)
    #expect(
      try value("podFailurePolicy.rules.0.onExitCodes.containerName", of: spec) as? String
        == value("name", of: container) as? String)
    let mounts = try #require(try value("volumeMounts", of: container) as? [[String: Any]])
    let volumes = try #require(try value("volumes", of: pod) as? [[String: Any]])
    #expect(mounts.compactMap { $0["name"] as? String } == volumes.compactMap { $0["name"] as? String })
    let variables = try #require(try value("env", of: container) as? [[String: String]])
    let secrets = try #require(mounts.first { $0["name"] as? String == "secrets" }?["mountPath"] as? String)
    #expect(variables.count == 3)
    #expect(variables.allSatisfy { $0["name"]!.hasSuffix("_FILE") && $0["value"]!.hasPrefix(secrets + "/") })
  }

  // MARK: Airflow

  /// Stands in for Airflow, which is not installed: remembers what the file asks for.
  private static let airflow = #"""
    import json, sys, types
    class DAG:
        def __init__(self, **arguments): self.arguments = arguments
        def __enter__(self): return self
        def __exit__(self, *error): return None
    tasks = []
    def module(name, **members):
        sys.modules[name] = types.ModuleType(name)
        sys.modules[name].__dict__.update(members)
    module("airflow", DAG=DAG)
    for name in ["airflow.providers", "airflow.providers.standard", "airflow.providers.standard.operators"]: module(name)
    module("airflow.providers.standard.operators.bash", BashOperator=lambda **arguments: tasks.append(arguments))
    space = {}
    exec(compile(open(sys.argv[1]).read(), sys.argv[1], "exec"), space)
    print(json.dumps({"dag": space["dag"].arguments, "tasks": tasks}, default=str))
    """#

  @Test("the DAG compiles, and asks for one run of its interval, tried again on 75 and skipped on 2")
  func dag() async throws {
    try await Tool.withFolder { folder in
      let path = "\(Tool.root)/\(ScheduleTests.folder)/airflow/contactsync_nightly.py"
      let ended = try await Tool.run(Tool.python, "-c", ScheduleTests.airflow, path, in: folder)
      #expect(ended.code == 0, "\(ended.errors)")
      let object = try #require(try JSONSerialization.jsonObject(with: Data(ended.output.utf8)) as? [String: Any])
      let task = try #require((object["tasks"] as? [[String: Any]])?.first)
      #expect((object["dag"] as? [String: Any])?["max_active_runs"] as? Int == 1)
      let command = try #require(task["bash_command"] as? String)
      #expect(command.contains("--since '{{ data_interval_start | ts }}' --until '{{ data_interval_end | ts }}'"))
      #expect(command.contains("--json"))
      #expect(task["skip_on_exit_code"] as? Int == 2)
      #expect(task["retries"] as? Int ?? 0 > 0)
      #expect((task["env"] as? [String: String])?.keys.allSatisfy { $0.hasSuffix("_FILE") } == true)
    }
  }

  @Test(
    "the program knows every flag that a schedule gives it",
    arguments: ["systemd/contactsync-nightly.service", "kubernetes/cronjob.yaml", "airflow/contactsync_nightly.py"])
  func flagsAreKnown(file: String) async throws {
    try await Tool.withFolder { folder in
      let help = try await Tool.run(Tool.contactsync, "run", "--help", in: folder).output
      let text = try Tool.text("\(ScheduleTests.folder)/\(file)")
      let lines = text.split(separator: "\n").filter { $0.contains("--json") || $0.contains("--since") }
      let flags = Set(lines.flatMap { $0.matches(of: /(?:^|[\s"])(--[a-z-]+)/).map { String($0.1) } })
      #expect(flags.contains("--json"))
      #expect(flags.allSatisfy(help.contains), "\(flags.filter { !help.contains($0) })")
    }
  }
}
