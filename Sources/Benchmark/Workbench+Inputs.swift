internal import Foundation
internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#endif

extension Workbench {
  /// Makes the inputs that are not there yet, and reads all of them, so that each run finds them in
  /// memory.
  func makeInputs() throws {
    // They may be those of an earlier run with another size.
    if (try? size(of: input("dense.raw"))) != diskSize {
      try FileManager.default.removeItem(atPath: input(""))
      try FileManager.default.createDirectory(
        atPath: input(""), withIntermediateDirectories: true)
    }
    for content in DiskContent.allCases {
      try make("\(content).raw") { try write(content, to: $0) }
    }
    let system = input("system.raw")
    try make("dense.qcow2") { try convert(input("dense.raw"), to: $0) }
    try make("system.qcow2") { try convert(system, to: $0) }
    try make("zlib.qcow2") { try convert(system, to: $0, ["-c"]) }
    try make("zstd.qcow2") { try convert(system, to: $0, ["-c", "-o", "compression_type=zstd"]) }
  }

  private func convert(_ source: String, to path: String, _ options: [String] = []) throws {
    try run([Step(["qemu-img", "convert", "-O", "qcow2"] + options + [source, path])])
  }

  private func make(_ name: String, _ body: (String) throws -> Void) throws {
    let path = input(name)
    if !FileManager.default.fileExists(atPath: path) {
      try body(path + ".new")
      try FileManager.default.moveItem(atPath: path + ".new", toPath: path)
    }
    try run([Step("cksum", path)])
  }

  private func write(_ content: DiskContent, to path: String) throws {
    let file = try FileDescriptor.open(
      FilePath(path), .writeOnly, options: [.create, .truncate], permissions: .ownerReadWrite)
    try file.closeAfter {
      let buffer = UnsafeMutableBufferPointer<UInt64>.allocate(
        capacity: DiskContent.runSize / MemoryLayout<UInt64>.size)
      defer { buffer.deallocate() }
      for run in 0..<diskSize / DiskContent.runSize where content.fill(buffer, run: run) {
        _ = try file.writeAll(
          toAbsoluteOffset: Int64(run * DiskContent.runSize), UnsafeRawBufferPointer(buffer))
      }
      guard ftruncate(file.rawValue, diskSize) == 0 else {
        throw BenchmarkError("cannot set the size of \(path)")
      }
    }
  }
}
