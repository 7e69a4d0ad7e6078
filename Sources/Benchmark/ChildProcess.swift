internal import Foundation

#if canImport(Glibc)
  internal import Glibc
#endif

/// Runs one command as a process of its own, and tells what it took.
struct ChildProcess {
  /// The variables that it sees.
  var environment: [String: String]
  /// The file that takes what it prints.
  var output: String

  /// - Throws: where it cannot be started, or does not succeed; with what it printed.
  func run(_ step: Step) throws -> Measurement {
    Self.forgetPeak()
    let start = ContinuousClock.now
    let process = try launch(step)
    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) == -1 {
      guard errno == EINTR else { throw BenchmarkError("cannot wait for \(step.arguments)") }
    }
    let elapsed = (ContinuousClock.now - start) / .seconds(1)
    guard status == 0 else {
      let text = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
      throw BenchmarkError("\(step.arguments.joined(separator: " ")) failed: \(text.suffix(500))")
    }
    return Measurement(
      elapsed: elapsed, processorTime: usage.ru_utime.seconds + usage.ru_stime.seconds,
      peakMemory: usage.ru_maxrss * 1024, leastPeak: Self.peak())
  }

  /// Makes the kernel count this process's peak anew. A new process begins with the peak of the one that
  /// starts it, since both are one until it runs a program of its own.
  private static func forgetPeak() {
    try? Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs"))
  }

  /// This process's peak, in bytes.
  private static func peak() -> Int {
    let lines =
      (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8))?
      .split(separator: "\n") ?? []
    let line = lines.first { $0.hasPrefix("VmHWM:") }
    return (line?.split { !$0.isNumber }.first.flatMap { Int($0) } ?? 0) * 1024
  }

  private func launch(_ step: Step) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    let arguments = step.arguments.map { strdup($0) }
    let variables = environment.map { strdup("\($0.key)=\($0.value)") }
    defer { (arguments + variables).forEach { free($0) } }
    var process = pid_t()
    let problem = posix_spawnp(
      &process, step.arguments.first ?? "", &actions, nil, arguments + [nil], variables + [nil])
    guard problem == 0 else {
      let reason = String(cString: strerror(problem))
      throw BenchmarkError("cannot run \(step.arguments.first ?? ""): \(reason)")
    }
    return process
  }
}

extension timeval {
  fileprivate var seconds: Double { Double(tv_sec) + Double(tv_usec) / 1_000_000 }
}
