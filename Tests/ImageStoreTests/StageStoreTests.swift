import DiskImage
import FileSupport
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

@Suite struct StageStoreTests {
  @Test func oneBlobIsCopiedAsItIs() throws {
    try withStageTrial { trial in
      let image = try trial.importDisk("box")
      let result = try trial.stage("box")
      let top = try #require(image.metadata.layers.last)
      #expect(result.wasCopied)
      #expect(result.waited == .zero)
      #expect(result.path == trial.folder.appending("\(top).qcow2"))
      #expect(try trial.bytes(result.path) == trial.bytes(trial.repository.layout.blob(top)))
      #expect(try result.size == trial.bytes(result.path).count)
      let status = try LocalFileSystem().status(of: result.path, followingLinks: false)
      #expect(status.mode & 0o222 == 0)
      #expect(try trial.leftovers() == [])
    }
  }

  @Test func rawIsTheDisk() throws {
    try withStageTrial { trial in
      try trial.importDisk("box")
      let result = try trial.stage("box", as: .raw)
      #expect(try trial.bytes(result.path) == trial.bytes(trial.source))
    }
  }

  @Test func aStackBecomesOneFile() throws {
    try withStageTrial { trial in
      let top = try trial.makeStack("stack", layers: 4)
      let result = try trial.stage("stack")
      #expect(result.wasCopied)
      try Oracle.qemuImg(["compare", "-s", result.path.string, top.string])
      try Oracle.qemuImg(["check", result.path.string])
      #expect(!(try Oracle.qemuImg(["info", result.path.string])).contains("backing file"))
      #expect(try trial.leftovers() == [])
    }
  }

  @Test func layersKeepTheNamesByWhichTheyReferToEachOther() throws {
    try withStageTrial { trial in
      let top = try trial.makeStack("stack", layers: 3)
      let result = try trial.stage("stack", as: .layers)
      try Oracle.qemuImg(["compare", result.path.string, top.string])
      let chain = try Oracle.qemuImg(["info", "--backing-chain", result.path.string])
      #expect(chain.split(separator: "\n").count { $0.hasPrefix("image: ") } == 3)
      #expect(!chain.contains("user/data"))
      #expect(try !trial.stage("stack", as: .layers).wasCopied)
      #expect(try trial.leftovers() == [])
    }
  }

  @Test func stacksShareBlobsUntilTheLastGoes() throws {
    try withStageTrial { trial in
      try trial.makeStack("long", layers: 3)
      try trial.makeStack("short", layers: 2)
      let short = try trial.stage("short", as: .layers)
      let long = try trial.stage("long", as: .layers)
      // Both have the base and the second layer.
      #expect(try trial.blobCount() == 3)
      #expect(try trial.drop("short").map(\.outcome) == [.dropped])
      #expect(try trial.blobCount() == 3)
      #expect(try Oracle.qemuImg(["info", "--backing-chain", long.path.string]).isEmpty == false)
      #expect(try trial.stage("short", as: .layers).path == short.path)
      #expect(try trial.drop("long").map(\.outcome) == [.dropped])
      #expect(try trial.blobCount() == 2)
      #expect(try trial.drop("short").map(\.outcome) == [.dropped])
      #expect(try trial.blobCount() == 0)
    }
  }

  @Test func theSameContentIsStagedOnce() throws {
    try withStageTrial { trial in
      try trial.importDisk("box")
      _ = try trial.store.manager.copy(
        from: try ImageReference("box"), to: try ImageReference("global:other"))
      let first = try trial.stage("box")
      let second = try trial.stage("other")
      #expect(first.path == second.path)
      #expect(!second.wasCopied)
      let listed = try trial.store.manager.stagedImages(in: trial.place)
      #expect(listed.map(\.images) == [["user:box@0", "global:other@0"]])
      #expect(listed.map(\.isOpen) == [false])
      #expect(try trial.drop("global:other").map(\.outcome) == [.dropped])
      #expect(try trial.store.manager.stagedImages(in: trial.place) == [])
    }
  }

  @Test(arguments: StageForm.allCases)
  func aDamagedBlobIsNotStaged(_ form: StageForm) throws {
    try withStageTrial { trial in
      let top = try trial.makeStack("stack", layers: 2)
      try trial.flipByte(of: top, at: -1)
      let error = #expect(throws: PcoccError.self) { try trial.stage("stack", as: form) }
      #expect(error?.code == .corrupt)
      #expect(error?.path == top)
      #expect(try trial.leftovers() == [])
      #expect(try trial.store.manager.stagedImages(in: trial.place) == [])
    }
  }

  @Test(arguments: StageForm.allCases)
  func whatWasCutIsCopiedAgain(_ form: StageForm) throws {
    try withStageTrial { trial in
      let top = try trial.makeStack("stack", layers: 2)
      let path = try trial.stage("stack", as: form).path
      #expect(truncate(path.string, 1000) == 0)
      let again = try trial.stage("stack", as: form)
      #expect(again.wasCopied)
      #expect(again.path == path)
      try Oracle.qemuImg(["compare", path.string, top.string])
    }
  }

  @Test func whatKilledProcessesLeftIsSwept() throws {
    try withStageTrial { trial in
      let image = try trial.importDisk("box")
      let top = try #require(image.metadata.layers.last)
      let other = String(repeating: "ab", count: 32)
      let folder = trial.folder.appending("data/\(top.folder)")
      try FileManager.default.createDirectory(
        atPath: folder.string, withIntermediateDirectories: true)
      let names = [
        ".in-\(top).qcow2", ".in-\(top).qcow2.json", ".in-\(other).raw",
        "data/\(top.folder)/.in-\(top)",
      ]
      for name in names { try Data("half".utf8).write(to: trial.url(name)) }
      // Somebody else's, and the one of a process that is at work.
      let busy = String(repeating: "cd", count: 32)
      let foreign = [".in-0123456789abcdef", ".in-\(busy).raw"]
      for name in foreign { try Data("half".utf8).write(to: trial.url(name)) }
      let lock = try LocalFileSystem().lock(
        trial.folder.appending(".lock-\(busy).raw"), .exclusive)
      #expect(lock != nil)
      #expect(try trial.stage("box").wasCopied)
      #expect(Set(try trial.leftovers()) == Set(foreign))
      try lock?.close()
    }
  }

  @Test func patienceEnds() throws {
    try withStageTrial { trial in
      let image = try trial.importDisk("box")
      let top = try #require(image.metadata.layers.last)
      let lock = try LocalFileSystem().lock(
        trial.folder.appending(".lock-\(top).qcow2"), .exclusive)
      for patience in [Duration.zero, .milliseconds(50)] {
        let began = ContinuousClock.now
        let error = #expect(throws: PcoccError.self) {
          try trial.stage("box", patience: patience)
        }
        #expect(error?.code == .busy)
        #expect(began.duration(to: .now) >= patience)
      }
      try lock?.close()
      #expect(try trial.stage("box", patience: .zero).wasCopied)
    }
  }

  @Test func whoWaitsGetsWhatTheOtherCopied() async throws {
    let folder = FilePath(NSTemporaryDirectory()).appending("pcocc-test-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    try LocalFileSystem().createDirectory(folder, mode: .ownerReadWriteExecute)
    try StageTrial(folder).importDisk("box")
    let results = try await withThrowingTaskGroup(of: StageResult.self) { group in
      for _ in 0..<8 { group.addTask { try StageTrial(folder).stage("box") } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results.count(where: \.wasCopied) == 1)
    #expect(Set(results.map(\.path)).count == 1)
  }
}
