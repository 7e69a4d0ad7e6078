internal import DiskImage
internal import FileSupport
internal import SystemPackage

/// What `inspect` tells of a file.
///
/// Keys: path, format, file_size, virtual_size (bytes of the disk), cluster_size (bytes of the unit
/// in which the disk is stored, null where it lies in one piece), features, references (each with
/// kind and name), details (texts that depend on the format), safe_to_import, refusals (why not).
struct InspectionRecord: Encodable, Sendable {
  struct Reference: Encodable, Sendable {
    let kind: String
    let name: String
  }

  let path: String
  let format: String
  let fileSize: Int
  let virtualSize: Int
  @Nullable var clusterSize: Int?
  let features: [String]
  let references: [Reference]
  let details: [String: String]
  let safeToImport: Bool
  let refusals: [String]

  init(_ inspection: ImageInspection, path: FilePath) {
    self.path = path.string
    format = inspection.format.rawValue
    fileSize = inspection.fileSize
    virtualSize = inspection.virtualSize
    clusterSize = inspection.clusterSize
    features = inspection.features
    references = inspection.references.map { Reference(kind: $0.kind, name: $0.name) }
    let pairs = inspection.details.map { ($0.key.replacing("-", with: "_"), $0.value) }
    details = Dictionary(pairs) { first, _ in first }
    safeToImport = inspection.refusals.isEmpty
    refusals = inspection.refusals
  }
}

extension ImageInspection {
  /// The same for people, the verdict at the end.
  func text(path: FilePath, _ values: ValueStyle) -> String {
    let size = { (bytes: Int) in
      values.isBytes ? String(bytes) : "\(values.size(bytes)) (\(bytes) bytes)"
    }
    let head: [(String, String?)] = [
      ("file", path.string), ("format", format.rawValue), ("file size", size(fileSize)),
      ("disk size", size(virtualSize)), ("cluster size", clusterSize.map(values.size)),
      ("features", features.isEmpty ? nil : features.joined(separator: ", ")),
    ]
    let facts = details.map { ($0.key.replacing("-", with: " "), Optional($0.value)) }
    let others = references.map { ($0.kind, Optional($0.name)) }
    let verdict = refusals.isEmpty ? "yes" : "no: " + refusals.joined(separator: "; ")
    return FieldList(fields: head + facts + others).text
      + "safe to import: \(verdict.escapingControlCharacters)\n"
  }
}
