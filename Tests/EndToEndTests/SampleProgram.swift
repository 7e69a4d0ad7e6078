import Foundation
import SystemPackage

/// All Swift samples of a page as one program, in which the compiler finds each line where the page has
/// it.
struct SampleProgram {
  private var imports: [String] = []
  private var body: [String] = []

  init(_ page: FilePath) throws {
    let lines = try String(contentsOfFile: page.string, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var isSample = false
    for (index, line) in lines.enumerated() {
      if line == "```swift" {
        isSample = true
        body.append(
          "#sourceLocation(file: \"\(page.lastComponent?.string ?? "")\", line: \(index + 2))")
      } else if line.hasPrefix("```") {
        isSample = false
      } else if isSample, line.hasPrefix("import ") {
        imports.append(line)
        body.append("")
      } else if isSample {
        body.append(line)
      }
    }
  }

  var isEmpty: Bool { body.isEmpty }

  var text: String {
    (imports + ["@main struct Sample {", "static func main() async throws {"] + body
      + ["#sourceLocation()", "}", "}", ""]).joined(separator: "\n")
  }
}
