import FileSupport
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

@Suite struct StageRoomTests {
  /// Each image takes about a mebibyte.
  private static let limit = 5 << 19

  /// Three images, the first of which was used last.
  private func fill(_ trial: StageTrial) throws {
    for (number, name) in ["one", "two", "three"].enumerated() {
      try trial.importDisk(name, seed: UInt8(number + 1))
    }
    for (name, time) in [("one", 300), ("two", 100)] {
      let path = try trial.stage(name).path
      try setTime(of: path, to: time)
    }
  }

  private func setTime(of path: FilePath, to seconds: Int) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: Double(seconds))],
      ofItemAtPath: path.string + ".json")
  }

  private func staged(_ trial: StageTrial) throws -> Set<String> {
    Set(try trial.store.manager.stagedImages(in: trial.place).flatMap(\.images))
  }

  @Test func whatWasUsedLeastRecentlyGoesFirst() throws {
    try withStageTrial { trial in
      try fill(trial)
      try trial.stage("three", limit: Self.limit)
      #expect(try staged(trial) == ["user:one@0", "user:three@0"])
      #expect(trial.store.warnings.all == [])
    }
  }

  @Test func useCounts() throws {
    try withStageTrial { trial in
      try fill(trial)
      #expect(try !trial.stage("two").wasCopied)
      try trial.stage("three", limit: Self.limit)
      #expect(try staged(trial) == ["user:two@0", "user:three@0"])
    }
  }

  @Test func nothingGoesBelowTheLimit() throws {
    try withStageTrial { trial in
      try fill(trial)
      try trial.stage("three", limit: 100 << 20)
      #expect(try staged(trial).count == 3)
    }
  }

  @Test func whatIsOpenStays() throws {
    try withStageTrial { trial in
      try fill(trial)
      let path = try #require(
        try trial.store.manager.stagedImages(in: trial.place).first {
          $0.images == ["user:two@0"]
        }?.path)
      let open = try LocalFileSystem().openForReading(path)
      #expect(try trial.drop("two").map(\.outcome) == [.inUse])
      try trial.stage("three", limit: Self.limit)
      #expect(try staged(trial) == ["user:two@0", "user:three@0"])
      try open.close()
      #expect(try trial.drop("two").map(\.outcome) == [.dropped])
    }
  }

  /// Without room the image is staged all the same.
  @Test func whatIsInUseMayTakeMoreThanTheLimit() throws {
    try withStageTrial { trial in
      try fill(trial)
      let open = try trial.store.manager.stagedImages(in: trial.place)
        .map { try LocalFileSystem().openForReading($0.path) }
      try trial.stage("three", limit: Self.limit)
      #expect(try staged(trial).count == 3)
      #expect(trial.store.warnings.all.map(\.code) == [.busy])
      for file in open { try file.close() }
    }
  }

  /// One that another process uses between the look at all entries and its turn to go.
  @Test func whatIsUsedMeanwhileStays() throws {
    try withStageTrial { trial in
      try fill(trial)
      let path = try #require(
        try trial.store.manager.stagedImages(in: trial.place).first {
          $0.images == ["user:two@0"]
        }?.path)
      let files = InterceptingFileSystem(before: { call in
        guard call.operation == .lock, call.path.string.contains(path.lastComponent?.string ?? "")
        else { return }
        try LocalFileSystem().touch(FilePath(path.string + ".json"))
      })
      try trial.with(files).stage("three", limit: Self.limit)
      #expect(try staged(trial) == ["user:two@0", "user:three@0"])
    }
  }

  @Test func whatCannotBeToldIsKept() throws {
    try withStageTrial { trial in
      try fill(trial)
      let files = InterceptingFileSystem(before: { call in
        if call.operation == .isOpen {
          throw PcoccError(.permission, "cannot open", path: call.path, cause: .permissionDenied)
        }
      })
      let blind = try trial.with(files)
      #expect(try blind.drop("two").map(\.outcome) == [.unknown])
      try blind.stage("three", limit: Self.limit)
      #expect(try staged(trial).count == 3)
    }
  }

  @Test func droppingWhatIsNotStaged() throws {
    try withStageTrial { trial in
      try fill(trial)
      let error = #expect(throws: PcoccError.self) { try trial.drop("three") }
      #expect(error?.code == .notFound)
      #expect(throws: PcoccError.self) { try trial.drop("one@1") }
      #expect(throws: PcoccError.self) { try trial.drop("global:one") }
      #expect(try trial.drop("one@0").count == 1)
      #expect(try trial.drop(nil).count == 1)
      #expect(try trial.drop(nil) == [])
    }
  }
}
