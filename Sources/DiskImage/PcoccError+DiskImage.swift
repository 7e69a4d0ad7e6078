public import FileSupport
public import SystemPackage

extension PcoccError {
  /// The bytes break the rules of their format; `problem` names the field or table.
  public static func corruptImage(_ path: FilePath, _ problem: String) -> PcoccError {
    PcoccError(.corrupt, "corrupt image: \(problem)", path: path)
  }

  /// A table or the data of an image lies beyond the end of its file.
  public static func truncatedImage(_ path: FilePath, _ missing: String) -> PcoccError {
    PcoccError(
      .corrupt, "truncated image: \(missing)", path: path,
      advice: "get the whole file again from where it came from")
  }

  /// The image is sound as far as seen, but uses something that is not supported, or not safe.
  public static func unsupportedImage(_ path: FilePath, _ feature: String) -> PcoccError {
    PcoccError(.unsupported, "unsupported image: \(feature)", path: path)
  }

  /// The image takes part of its content from another file.
  ///
  /// - Parameters:
  ///   - kind: what the reference is, as in "backing file".
  ///   - name: the name as it stands in the image.
  public static func imageRefersToFile(
    _ path: FilePath, _ kind: String, _ name: String
  ) -> PcoccError {
    PcoccError(
      .unsupported, "image refers to another file (\(kind) \"\(name)\")", path: path,
      advice: "make one image of both with \"qemu-img convert\"; what was changed over a revision"
        + " \"pcocc image save\" stores")
  }
}
