internal import Foundation

/// Many small images in the repository.
struct ImageFolder {
  let bench: Workbench

  static func name(_ number: Int) -> String { "image-\(number)" }

  /// Makes as many as are asked for, unless they are there. One is imported; the others are written beside
  /// it as the same metadata under other names, as thousands of copies would have left it.
  func provide(_ count: Int) throws {
    let folder = "\(bench.repositoryFolder)/meta"
    let present = try FileManager.default.contentsOfDirectory(atPath: folder)
    let first = "\(Self.name(0))@0"
    if present.count == count, present.contains(first) { return }
    try bench.resetRepository()
    let disk = bench.output("small.raw")
    try Data(repeating: 1, count: 1 << 20).write(to: URL(fileURLWithPath: disk))
    try bench.run([
      bench.pcocc("import", "vm", disk, "\(Workbench.repository):\(Self.name(0))")
    ])
    let metadata = try String(contentsOfFile: "\(folder)/\(first)", encoding: .utf8)
    for number in 1..<count {
      try Data(
        metadata.replacingOccurrences(
          of: "\"\(Self.name(0))\"", with: "\"\(Self.name(number))\""
        ).utf8
      ).write(to: URL(fileURLWithPath: "\(folder)/\(Self.name(number))@0"))
    }
  }
}
