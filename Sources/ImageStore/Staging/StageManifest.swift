internal import FileSupport
internal import Foundation

/// What is known of an entry beside its files. Its time of change is when the entry was used last.
struct StageManifest: Codable, Sendable, Hashable {
  /// The digests of the revision's layers, base first.
  var layers: [String]
  /// Bytes of each of the entry's files.
  var sizes: [Int]
  /// The revisions that it was staged as.
  var images: [String]

  static let sizeLimit = 4 << 20

  init(layers: [Digest], sizes: [Int], images: [String]) {
    self.layers = layers.map(\.hex)
    self.sizes = sizes
    self.images = images
  }

  /// nil where the bytes are no manifest: what they belong to counts as not staged.
  init?(json bytes: [UInt8]) {
    guard let manifest = try? JSONDecoder().decode(StageManifest.self, from: Data(bytes)),
      manifest.digests.count == manifest.layers.count
    else { return nil }
    self = manifest
  }

  var digests: [Digest] { layers.compactMap(Digest.init(hex:)) }

  func encoded() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self))
  }

  /// Whether a user who names an image may mean what was staged.
  func isMeant(by reference: ImageReference) -> Bool {
    images.contains { image in
      guard let image = try? ImageReference(image), image.image == reference.image,
        reference.repository == nil || reference.repository == image.repository
      else { return false }
      switch reference.selector {
      case .latest: return true
      case .revision: return reference.selector == image.selector
      case .digest(let prefix): return digests.last.map(prefix.matches) == true
      }
    }
  }
}
