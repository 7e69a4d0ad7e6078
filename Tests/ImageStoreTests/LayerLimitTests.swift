import FileSupport
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// No stack has more layers than metadata may name.
@Suite struct LayerLimitTests {
  @Test func aChainOfBackingFilesIsFollowedToTheLimit() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      try Data(repeating: 1, count: 70_000)
        .write(to: URL(fileURLWithPath: folder.appending("disk.raw").string))
      _ = try store.manager.import(
        ImportRequest(
          source: DiskSource(.file(folder.appending("disk.raw"))),
          destination: ImageReference("user:box")))
      for _ in 0..<2 {
        _ = try store.manager.resize(ImageReference("user:box"), to: .larger(by: 1 << 20))
      }
      let repository = try store.repository()
      let layers = try repository.metadata.read(ImageName("box"), #require(Revision(2))).layers
      #expect(layers.count == 3)
      #expect(try repository.content.stack(of: layers[2], limit: 3) == layers)
      let error = #expect(throws: PcoccError.self) {
        try repository.content.stack(of: layers[2], limit: 2)
      }
      #expect(error?.code == .unsupported)
    }
  }

  /// Metadata that nobody could read is not written.
  @Test func aRevisionHasNoMoreLayers() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      let layer = try store.publish("box", in: repository).layers[0]
      let publish = { (name: String, count: Int) in
        _ = try repository.publishImage(
          RevisionDraft(
            name: ImageName(name), kind: .vm, layers: Array(repeating: layer, count: count)),
          staged: [])
      }
      let error = #expect(throws: PcoccError.self) {
        try publish("more", RevisionMetadata.maximumLayers + 1)
      }
      #expect(error?.code == .unsupported)
      #expect(try repository.metadata.revisions(of: ImageName("more")) == [])
    }
  }
}
