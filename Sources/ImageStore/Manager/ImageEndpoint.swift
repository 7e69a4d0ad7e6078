public import SystemPackage

/// Where an image file comes from or goes to.
public enum ImageEndpoint: Sendable, Hashable {
  /// A file, which is opened or made by its path.
  case file(FilePath)
  /// An open pipe or the like, read or written from front to back.
  case stream(FileDescriptor)
  /// Bytes that the program gives or takes itself, by `upload` or `download`.
  case chunks(ChunkStream)
}
