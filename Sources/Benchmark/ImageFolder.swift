internal import Foundation

/// Many small images in the repository.
struct ImageFolder {
  let bench: Workbench

  /// What all names begin with.
  static let prefix = "image-"

  static func name(_ number: Int) -> String { "\(prefix)\(number)" }

  /// Makes as many as are asked for, unless they are there. One is imported and described; the others are
  /// written beside it as imports and `set` would have left them, half of them without attributes.
  func provide(_ count: Int) throws {
    let present = try FileManager.default.contentsOfDirectory(
      atPath: "\(bench.repositoryFolder)/meta")
    let first = "\(Self.name(0))@0"
    if present.count == count, present.contains(first) { return }
    try bench.resetRepository()
    let disk = bench.output("small.qcow2")
    let image = "\(Workbench.repository):\(Self.name(0))"
    try bench.run([
      Step(
        "qemu-img", "create", "-q", "-f", "qcow2", "-o", "cluster_size=4096", disk,
        String(count * ImageTemplate.sizeUnit)),
      bench.pcocc("import", "vm", disk, image),
      bench.pcocc("set", image, "os_distro=debian", "min_disk=10", "--tag", "gpu"),
    ])
    let template = try ImageTemplate(repository: bench.repositoryFolder, name: Self.name(0))
    for number in 1..<max(count, 1) {
      try template.write(number, named: Self.name(number), withAttributes: number % 2 == 0)
    }
    // What runs next is not to wait for all this.
    try bench.run([Step("sync", "--file-system", bench.repositoryFolder)])
  }

  /// Puts one image more there, which the catalog does not know while it knows all others.
  func addOne() throws {
    try bench.run([
      bench.pcocc("list"),
      bench.pcocc("copy", Self.name(0), "\(Workbench.repository):\(Self.newImage)"),
    ])
  }

  /// Takes it away again, where it is.
  func removeOne() throws {
    let files = FileManager.default
    for folder in ["meta", "attributes"] {
      let path = "\(bench.repositoryFolder)/\(folder)"
      for name in try files.contentsOfDirectory(atPath: path) where name.hasPrefix(Self.newImage) {
        try files.removeItem(atPath: "\(path)/\(name)")
      }
    }
  }

  private static let newImage = "new-image"
}
