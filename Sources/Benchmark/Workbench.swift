internal import Foundation

/// A folder of inputs and results, the program that is measured, and a repository of its own for it.
struct Workbench {
  /// The program's path.
  let program: String
  let folder: String
  /// Bytes of the disks that are moved.
  let diskSize: Int
  private let process: ChildProcess

  static let repository = "bench"

  /// Makes the folder; what is in `out/` and `repository/` there is lost.
  init(program: String, folder: String, diskSize: Int) throws {
    self.program = program
    self.folder = folder
    self.diskSize = diskSize
    var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("PCOCC_") }
    environment["HOME"] = folder
    environment["XDG_CACHE_HOME"] = "\(folder)/cache"
    environment["PCOCC_USER_CONF_DIR"] = "\(folder)/conf"
    environment["PCOCC_SYSTEM_CONF_DIR"] = "\(folder)/conf/none"
    environment["LC_ALL"] = "C.UTF-8"
    process = ChildProcess(environment: environment, output: "\(folder)/printed")
    let files = FileManager.default
    for name in ["in", "conf/none", "out"] {
      try files.createDirectory(
        atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
    }
    try "repos:\n- name: \(Self.repository)\n  path: \(repositoryFolder)\n"
      .write(toFile: "\(folder)/conf/repos.yaml", atomically: true, encoding: .utf8)
    try resetRepository()
  }

  var repositoryFolder: String { "\(folder)/repository" }

  func input(_ name: String) -> String { "\(folder)/in/\(name)" }

  func output(_ name: String) -> String { "\(folder)/out/\(name)" }

  /// A command of the program.
  func pcocc(_ arguments: String...) -> Step { Step([program, "image"] + arguments) }

  /// Runs commands one after the other.
  @discardableResult func run(_ steps: [Step]) throws -> Measurement {
    try steps.reduce(Measurement()) { try $0 + process.run($1) }
  }

  /// What a command prints, without the end of its last line.
  func printed(by step: Step) throws -> String {
    try run([step])
    return try printed
  }

  /// What the last command printed, without the end of its last line.
  var printed: String {
    get throws {
      try String(contentsOfFile: process.output, encoding: .utf8)
        .trimmingCharacters(in: .newlines)
    }
  }

  /// The blob of an image, as a file that other programs can read.
  func path(of image: String) throws -> String { try printed(by: pcocc("path", image)) }

  /// Begins with an empty repository.
  func resetRepository() throws {
    try? FileManager.default.removeItem(atPath: repositoryFolder)
    try run([pcocc("repo", "init", Self.repository)])
  }

  /// Makes the next `list` read all images.
  func forgetCatalog() {
    try? FileManager.default.removeItem(atPath: "\(folder)/cache")
  }

  func emptyOutput() throws {
    try? FileManager.default.removeItem(atPath: output(""))
    try FileManager.default.createDirectory(
      atPath: output(""), withIntermediateDirectories: true)
  }

  /// Fills as much of the page cache as a disk needs, and frees it. Virtual machines may have given free
  /// memory back to their host; whoever touches it first would wait for it, several times as long as for
  /// all else.
  func claimMemory() throws {
    let copy = output("memory")
    try run([Step("cp", input("dense.raw"), copy), Step("rm", copy)])
  }

  /// Makes whoever reads a file wait for the disk.
  func dropFromMemory(_ path: String) throws {
    try run([
      Step("dd", "of=\(path)", "oflag=nocache", "conv=notrunc,fdatasync", "count=0", "status=none")
    ])
  }

  /// A file's bytes.
  func size(of path: String) throws -> Int {
    try URL(fileURLWithPath: path).resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
  }

  /// Throws where two disks differ.
  func requireSameDisk(_ first: String, _ second: String) throws {
    try run([Step("qemu-img", "compare", first, second)])
  }
}
