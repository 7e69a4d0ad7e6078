internal import FileSupport
internal import SystemPackage

extension PcoccError {
  static func accessBusy(_ path: FilePath) -> PcoccError {
    PcoccError(
      .busy, "others change all the time who may read images", path: path, advice: "try again")
  }

  static func badMetadata(
    _ path: FilePath, _ problem: String,
    advice: String = "bring the file back from a backup, or delete the image and import it again"
  ) -> PcoccError {
    PcoccError(.corrupt, "bad metadata, \(problem)", path: path, advice: advice)
  }

  static func badAttributes(_ path: FilePath, _ problem: String) -> PcoccError {
    PcoccError(
      .corrupt, "bad attributes, \(problem)", path: path,
      advice: "bring the file back from a backup, or remove it; the image's revisions stay")
  }

  /// - Parameter meant: what the user may have meant.
  static func imageNotFound(
    _ reference: ImageReference, meant: ImageReference? = nil
  ) -> PcoccError {
    PcoccError(
      .notFound, "image \"\(reference)\" not found",
      advice: meant.map { "did you mean \($0)? (pcocc image list)" }
        ?? "\"pcocc image list\" shows what there is")
  }

  static func revisionNotFound(
    _ reference: ImageReference, in repository: RepositoryName, count: Int, newest: Revision
  ) -> PcoccError {
    PcoccError(
      .notFound, "revision \"\(reference)\" not found",
      advice:
        "\"\(repository):\(reference.image)\" has \(count.counting("revision")), newest is \(newest)"
    )
  }

  static func digestAmbiguous(
    _ reference: ImageReference, in repository: RepositoryName
  ) -> PcoccError {
    PcoccError(
      .usage, "\"\(reference)\" means several revisions in repository \"\(repository)\"",
      advice: "give more digits of the digest")
  }

  static func imageExists(_ name: ImageName, in repository: RepositoryName) -> PcoccError {
    PcoccError(
      .exists, "image \"\(repository):\(name)\" already exists",
      advice: "choose another name; \"pcocc image save\" adds a revision to an image that is there")
  }

  static func imageRenamed(
    _ old: ImageName, to new: ImageName, in repository: RepositoryName
  ) -> PcoccError {
    PcoccError(
      .notFound, "image \"\(repository):\(old)\" has been renamed to \"\(new)\"",
      advice: "use that name; where the old one is still there, \"pcocc image rename"
        + " \(repository):\(old) \(new)\" ends it")
  }

  static func imageArriving(
    _ new: ImageName, from old: ImageName, in repository: RepositoryName
  ) -> PcoccError {
    PcoccError(
      .busy, "image \"\(repository):\(new)\" is just being renamed from \"\(old)\"",
      advice: "try again; where it was cut short,"
        + " \"pcocc image rename \(repository):\(old) \(new)\" ends it")
  }

  static func repositoryUnknown(_ name: RepositoryName, known: [RepositoryName]) -> PcoccError {
    let names = known.map(\.description)
    let all =
      names.isEmpty ? "repos.yaml names none" : "known are: \(names.joined(separator: ", "))"
    let question = Spelling.question(about: name.description, among: names)
    return PcoccError(
      .notFound, "repository \"\(name)\" is not configured",
      advice: question.map { "\($0) (\(all))" } ?? all)
  }

  static func notARepository(_ path: FilePath) -> PcoccError {
    PcoccError(
      .configuration, "is not a repository: it holds other files and no .config", path: path,
      advice: "name an empty or a new folder in repos.yaml")
  }

  static func notAFolder(_ path: FilePath, _ problem: String) -> PcoccError {
    PcoccError(
      .configuration, "is not a repository: \(problem)", path: path,
      advice: "name an empty or a new folder in repos.yaml")
  }

  static func repositoryOutdated(_ name: RepositoryName, _ path: FilePath) -> PcoccError {
    PcoccError(
      .readOnly, "repository cannot be written, it has version 1", path: path,
      advice: "\"pcocc image repo upgrade \(name)\" turns it into version 2")
  }

  static func upgradeUnfinished(_ path: FilePath) -> PcoccError {
    PcoccError(
      .other, "the repository's upgrade to version 2 is not finished", path: path,
      advice: "run \"pcocc image repo upgrade\" on it")
  }

  static func blobMissing(_ digest: Digest, _ path: FilePath) -> PcoccError {
    PcoccError(
      .corrupt, "blob \(digest.hex.prefix(12)) is missing", path: path,
      advice: "import the image again from its source")
  }

  static func imageDeactivated(
    _ image: ImageReference, _ verb: String, _ owner: String
  ) -> PcoccError {
    PcoccError(
      .permission, "image \"\(image)\" is deactivated and cannot be \(verb)",
      advice: "\"pcocc image reactivate\" ends that; its owner, \(owner), may use --force")
  }

  static func imageProtected(_ image: ImageName, in repository: RepositoryName) -> PcoccError {
    PcoccError(
      .protected, "image \"\(repository):\(image)\" is protected",
      advice: "\"pcocc image unprotect \(repository):\(image)\" lets it be deleted")
  }

  static func blobDamaged(_ path: FilePath, _ problem: String) -> PcoccError {
    PcoccError(
      .corrupt, "blob is damaged, \(problem)", path: path,
      advice: "import the image again from its source")
  }

  static func tooManyLayers(_ path: FilePath?, _ limit: Int) -> PcoccError {
    PcoccError(
      .unsupported, "a disk of more than \(limit) layers cannot be opened", path: path,
      advice: "\"pcocc image flatten\" makes one layer of those below it")
  }

  static func containersNotSupported(_ reference: String, verb: String) -> PcoccError {
    PcoccError(
      .unsupported, "\"\(reference)\" is a container image, which cannot be \(verb)",
      advice: "use a container tool for it")
  }
}
