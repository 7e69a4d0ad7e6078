internal import ArgumentParser
internal import Foundation

/// `pcocc-bench compare`
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Time this program and others side by side",
    discussion: """
      Both sides run in turn, and begin in turn, with their inputs in memory unless a row says \
      otherwise; the first run of each is not counted. Times are medians, and each ratio is the \
      median of those of two neighbouring runs. Both end on disk: the others' files are brought \
      there by sync. Each result of this program is compared with its input by qemu-img compare.

      A process begins with the memory of the one that starts it, so a peak that is no larger than \
      what pcocc-bench has itself is shown as "<=". Sizes are those of the result, where it is \
      compressed; this program packs zlib at level 4, qemu-img at level 6.
      """)

  @OptionGroup var options: BenchmarkOptions
  @Option(help: "Only rows whose names contain this") var only: String?
  @Option(help: "File for the results as JSON") var json: String?
  @Option(help: "File for the ratios as a picture, SVG") var chart: String?

  func run() throws {
    let bench = try options.workbench()
    try bench.makeInputs()
    let contests =
      ImportContests(bench: bench).all + ExportContests(bench: bench).all
      + RevisionContests(bench: bench).all
      + StoreContests(bench: bench, imageCount: options.images).all
    var results: [ContestResult] = []
    for contest in contests where only.map(contest.name.contains) ?? true {
      let result = try contest.run(times: options.runs, on: bench)
      FileHandle.standardError.write(Data(ResultTable(results: [result]).line.utf8))
      results.append(result)
    }
    print(ResultTable(results: results).text, terminator: "")
    if let json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      encoder.keyEncodingStrategy = .convertToSnakeCase
      try encoder.encode(results).write(to: URL(fileURLWithPath: json.absolutePath))
    }
    if let chart {
      try Data(ResultChart(results: results).svg.utf8)
        .write(to: URL(fileURLWithPath: chart.absolutePath))
    }
  }
}
