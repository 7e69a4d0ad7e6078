internal import FileSupport
internal import SystemPackage

extension PcoccError {
  static func notStaged(_ image: ImageReference, _ folder: FilePath) -> PcoccError {
    PcoccError(
      .notFound, "image \"\(image)\" is not staged", path: folder,
      advice: "\"pcocc image stage list\" shows what is")
  }

  /// Nothing can be written to the repository.
  static func leaseRefused(_ image: ImageReference, _ error: PcoccError) -> PcoccError {
    PcoccError(
      error.code, "no lease on \"\(image)\" can be taken", path: error.path, cause: error.cause,
      advice: "ask the owner of the repository to let you write to this folder")
  }
}
