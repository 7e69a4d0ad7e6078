internal import FileSupport
internal import SystemPackage

extension DoctorTrial {
  func folderSync(_ folder: FilePath) throws -> DoctorFinding {
    try makeFile(folder.appending("file")).close()
    do {
      try files.synchronizeDirectory(folder)
    } catch let error as PcoccError {
      try files.synchronizeNames(of: folder)
      return DoctorFinding(
        "folder-sync", .warning, seen: error.cause?.description ?? error.message,
        meaning: "when a name reaches the disk is up to the file system: after a power cut a new "
          + "image may be missing", advice: "run sync after an import that matters")
    }
    return DoctorFinding(
      "folder-sync", .ok, seen: "works", meaning: "names are on disk before success is reported")
  }

  func fileSync(_ folder: FilePath) throws -> DoctorFinding {
    let clock = ContinuousClock()
    let times = try (0..<5).map { number in
      let file = try makeFile(
        folder.appending("\(number)"), String(repeating: "doctor\n", count: 9000))
      let time = try clock.measure { try file.synchronize() }
      try file.close()
      try monitor.checkCancelled()
      return time / .milliseconds(1)
    }.sorted()
    let median = times[times.count / 2]
    let seen = "\((median * 100).rounded() / 100) ms, median of \(times.count)"
    guard median < 1000 else {
      return DoctorFinding(
        "file-sync", .warning, seen: seen,
        meaning: "each import waits several seconds for the disk",
        advice: "look what else writes there")
    }
    return DoctorFinding(
      "file-sync", median < 100 ? .ok : .note, seen: seen,
      meaning: "an import waits for some three of these")
  }

  func holes(_ folder: FilePath) throws -> DoctorFinding {
    let size = 8 << 20
    let file = try files.createFile(folder.appending("file"), mode: RepositoryLayout.metadataMode)
    try file.resize(to: size)
    let block = [UInt8](repeating: 1, count: 4096)
    try block.withUnsafeBytes { try file.write($0, at: size - block.count) }
    try file.synchronize()
    let allocated = try file.status().allocated
    guard allocated < size / 2 else {
      return DoctorFinding(
        "holes", .note, seen: "\(allocated >> 10) KiB for 4 KiB of data",
        meaning: "exported raw images and staged disks take up their whole size")
    }
    let data = try? file.nextData(from: 0)
    guard let data, data > 0 else {
      return DoctorFinding(
        "holes", .note, seen: "kept, but not told",
        meaning: "raw images with much empty space are read as a whole")
    }
    return DoctorFinding(
      "holes", .ok, seen: "kept and told", meaning: "empty space takes up nothing")
  }

  func clone(_ folder: FilePath) throws -> DoctorFinding {
    let source = try makeFile(folder.appending("source"))
    let copy = try files.createFile(folder.appending("copy"), mode: RepositoryLayout.metadataMode)
    let isShared = copy.shareBytes(of: source)
    return DoctorFinding(
      "clone", .ok, seen: isShared ? "files can share bytes" : "files cannot share bytes",
      meaning: isShared
        ? "staging within the file system takes no space"
        : "staging within the file system copies the bytes")
  }
}
