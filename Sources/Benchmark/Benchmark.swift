internal import ArgumentParser

/// `pcocc-bench`
@main
struct Benchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pcocc-bench",
    abstract: "Measure pcocc image against the tools that do parts of its work",
    subcommands: [CompareCommand.self, GrowthCommand.self, CallsCommand.self],
    defaultSubcommand: CompareCommand.self)
}

/// What all measurements need to know.
struct BenchmarkOptions: ParsableArguments {
  @Option(help: "The program that is measured") var program = ".build/release-static/release/pcocc"
  @Option(help: "Where inputs and results lie; on a disk") var folder = ".build/benchmark"
  @Option(help: "Size of the disks that are moved, in MiB") var size = 2048
  @Option(help: "How often each command is measured") var runs = 5
  @Option(help: "How many images the repository has where they are many") var images = 10000

  func validate() throws {
    guard (1...1 << 20).contains(size), (1...1000).contains(runs), (2...1_000_000).contains(images)
    else { throw ValidationError("size, runs or images is out of bounds") }
  }

  /// - Parameter part: what part of the size the disks have.
  func workbench(part: Int = 1) throws -> Workbench {
    try Workbench(
      program: program.absolutePath,
      folder: part == 1 ? folder.absolutePath : "\(folder.absolutePath)/part-\(part)",
      diskSize: max(size << 20 / part, DiskContent.runSize))
  }
}
