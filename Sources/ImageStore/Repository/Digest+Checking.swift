internal import FileSupport

extension Digest {
  /// Throws `corrupt` where this, the digest of a blob's bytes, is not the one in its name.
  func requireSame(as name: Digest, of blob: any File) throws {
    guard self == name else {
      throw PcoccError.blobDamaged(blob.path, "its bytes do not match its name")
    }
  }
}
