internal import FileSupport
internal import SystemPackage

extension Qcow2Header {
  /// Throws the first of the refusals.
  func validateForReading(path: FilePath, allowingBacking: Bool) throws {
    let refusals = refusals(path: path, allowingBacking: allowingBacking)
    if let refusal = refusals.first { throw refusal }
  }

  /// What cannot be read, or must not be: `unsupported` with the name of the feature, `corrupt`
  /// where the image is marked so.
  ///
  /// The dirty bit, internal snapshots and bitmaps are no obstacle: the mapping of the disk's
  /// current content is sound beside them.
  ///
  /// - Parameter allowingBacking: for layers of a repository, whose backing file is read as well.
  func refusals(path: FilePath, allowingBacking: Bool) -> [PcoccError] {
    var refusals: [PcoccError] = []
    let unknown = incompatible.subtracting(.known)
    if !unknown.isEmpty {
      refusals.append(.unsupportedImage(path, "unknown qcow2 feature \(describe(unknown))"))
    }
    if incompatible.contains(.corrupt) {
      refusals.append(
        .corruptImage(path, "it is marked corrupt")
          .advising("repair it with \"qemu-img check -r all\" first"))
    }
    if encryptionMethod != 0 || extensions.hasEncryption {
      refusals.append(.unsupportedImage(path, "encryption (\(encryptionName))"))
    }
    if incompatible.contains(.externalDataFile) || extensions.dataFileName != nil {
      refusals.append(
        .imageRefersToFile(path, "external data file", extensions.dataFileName ?? ""))
    }
    if let backingName, !allowingBacking {
      refusals.append(.imageRefersToFile(path, "backing file", backingName))
    }
    return refusals
  }

  private func describe(_ features: Qcow2IncompatibleFeatures) -> String {
    (0..<64).filter { features.rawValue >> $0 & 1 != 0 }
      .map { bit in extensions.featureNames[bit].map { "\"\($0)\"" } ?? "bit \(bit)" }
      .joined(separator: ", ")
  }

  private var encryptionName: String {
    switch encryptionMethod {
    case 0: "header extension"
    case 1: "AES"
    case 2: "LUKS"
    default: "method \(encryptionMethod)"
    }
  }
}
