internal import FileSupport
internal import SystemPackage

extension FileSystem {
  /// Throws `noSpace` unless `bytes` fit where `folder` is and a hundredth of the file system stays
  /// free.
  func requireSpace(_ bytes: Int, at folder: FilePath) throws {
    let space = try space(at: folder)
    guard space.total > 0, bytes > space.available - space.total / 100 else { return }
    throw PcoccError(
      .noSpace,
      "not enough space: \(ByteCount.text(bytes)) are needed, \(ByteCount.text(space.available)) are free",
      path: folder, advice: "free some space, a hundredth of it has to stay free")
  }
}
