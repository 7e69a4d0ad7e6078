import FileSupport
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// Images that a program makes and reads itself.
struct UploadTests {
  private struct Stop: Error, Equatable {}

  /// A raw disk whose bytes differ everywhere, with zeros in its middle.
  private static let disk: [UInt8] = (0..<3 << 20).map { index in
    (1 << 20..<2 << 20).contains(index) ? 0 : UInt8(truncatingIfNeeded: index &* 31 ^ index >> 9)
  }

  private func contents(_ store: TestStore, _ name: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    _ = try store.manager.download(ImageReference(name)) { bytes += $0 }
    return bytes
  }

  private func write(_ bytes: [UInt8], to path: FilePath) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path.string))
  }

  @Test func createMakesNothing() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let image = try store.manager.create(ImageReference("box"))
      #expect(image.status == .queued)
      #expect(image.reference.description == "user:box")
      #expect(try LocalFileSystem().entries(of: folder) == [])
    }
  }

  @Test func createRefusesWhatAnUploadWould() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let first = try store.manager.create(ImageReference("box"))
      _ = try store.manager.upload(first, from: [Self.disk])
      let refusals: [(PcoccError.Code, () throws -> NewImage)] = [
        (.exists, { try store.manager.create(ImageReference("box")) }),
        (.exists, { try store.manager.create(ImageReference("other"), id: first.id) }),
        (.notFound, { try store.manager.create(ImageReference("nowhere:other")) }),
        (
          .usage,
          {
            try store.manager.create(
              ImageReference("other"), AttributesChange(values: ["min_disk": "much"]))
          }
        ),
      ]
      for (code, create) in refusals {
        #expect(throws: PcoccError.self) { try create() }
        do { _ = try create() } catch let error as PcoccError { #expect(error.code == code) }
      }
      // An id is never used again, even by the same image begun once.
      _ = try store.manager.delete(ImageReference("box"))
      let error = #expect(throws: PcoccError.self) {
        try store.manager.upload(first, from: [Self.disk])
      }
      #expect(error?.code == .exists)
    }
  }

  @Test func anUploadIsTheImageThatWasBegun() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      try write(Self.disk, to: folder.appending("disk.raw"))
      var image = try store.manager.create(
        ImageReference("global:box"),
        AttributesChange(values: ["min_disk": "10", "os_distro": "debian"], addedTags: ["gpu"]),
        description: "the first")
      image.recordsChecksums = true
      let made = try store.manager.upload(
        image, from: DiskSource(.file(folder.appending("disk.raw"))))
      #expect(made.attributes.id == image.id)
      #expect(made.attributes.status == .active)
      #expect(made.attributes.minimumDisk == 10)
      #expect(made.attributes.properties == ["os_distro": "debian"])
      #expect(made.attributes.tags == ["gpu"])
      #expect(made.revision.metadata.description == "the first")
      #expect(made.virtualSize == Self.disk.count)
      #expect(made.checksum?.count == 32)
      #expect(try store.manager.get(id: image.id) == made)
      #expect(try contents(store, "box") == Self.disk)
    }
  }

  @Test(arguments: [1, 4095, 1 << 20, 5 << 20])
  func chunksOfAnySizeMakeTheSameDisk(_ size: Int) throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let disk = size == 1 ? Array(Self.disk.suffix(5120)) : Self.disk
      let chunks = stride(from: 0, to: disk.count, by: size).map {
        disk[$0..<min($0 + size, disk.count)]
      }
      let image = try store.manager.create(ImageReference("box"))
      let made = try store.manager.upload(image, from: [[]] + chunks + [[]])
      #expect(made.source?.name == nil)
      #expect(try contents(store, "box") == disk)
    }
  }

  /// As much as is asked for, and not one chunk more.
  @Test func anErrorOfTheProgramEndsTheUpload() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let image = try store.manager.create(ImageReference("box"))
      var left = 3
      #expect(throws: Stop()) {
        try store.manager.upload(image) { () -> [UInt8]? in
          left -= 1
          if left == 0 { throw Stop() }
          return Self.disk
        }
      }
      #expect(left == 0)
      #expect(Array(try store.manager.list()).isEmpty)
      #expect(try store.leftovers(in: store.repository()) == [])
      // The same image may be tried again.
      #expect(try store.manager.upload(image, from: [Self.disk]).attributes.id == image.id)
    }
  }

  @Test func whatIsNoImageIsNamedWithoutAFileThatIsGone() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let image = try store.manager.create(ImageReference("box"))
      let error = #expect(throws: PcoccError.self) {
        try store.manager.upload(image, from: [Array("QFI\u{fb}rest".utf8)], format: .qcow2)
      }
      #expect(error?.path == nil)
      #expect(try store.leftovers(in: store.repository()) == [])
    }
  }

  @Test func aDownloadGoesToAFileAPipeOrTheProgram() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      _ = try store.manager.upload(
        store.manager.create(ImageReference("box")), from: [Self.disk])
      let manager = store.manager
      let path = folder.appending("box.raw")
      #expect(try manager.download(ImageReference("box"), to: .file(path)).format == .raw)
      #expect(try Array(Data(contentsOf: URL(fileURLWithPath: path.string))) == Self.disk)
      let other = folder.appending("pipe")
      let descriptor = try FileDescriptor.open(
        other, .writeOnly, options: [.create], permissions: .ownerReadWrite)
      _ = try descriptor.closeAfter {
        try manager.download(ImageReference("box"), to: .stream(descriptor))
      }
      #expect(try Array(Data(contentsOf: URL(fileURLWithPath: other.string))) == Self.disk)
      var bytes: [UInt8] = []
      let result = try manager.download(ImageReference("box"), format: .qcow2) { bytes += $0 }
      #expect(result.format == .qcow2)
      #expect(bytes.starts(with: Array("QFI".utf8)))
      let again = try manager.create(ImageReference("again"))
      _ = try manager.upload(again, from: [bytes])
      #expect(try contents(store, "again") == Self.disk)
    }
  }

  @Test func anErrorOfTheProgramEndsTheDownload() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      _ = try store.manager.upload(
        store.manager.create(ImageReference("box")), from: [Self.disk])
      var calls = 0
      #expect(throws: Stop()) {
        try store.manager.download(ImageReference("box")) { _ in
          calls += 1
          throw Stop()
        }
      }
      #expect(calls == 1)
    }
  }

  /// What a program passes is called where it waits, so it need not be safe to call elsewhere.
  @Test func theProgramIsCalledOnItsOwnThread() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let here = Thread.current
      var chunks = [Self.disk, Self.disk].makeIterator()
      _ = try store.manager.upload(store.manager.create(ImageReference("box"))) {
        #expect(Thread.current === here)
        return chunks.next()
      }
      _ = try store.manager.download(ImageReference("box")) { _ in
        #expect(Thread.current === here)
      }
    }
  }
}
