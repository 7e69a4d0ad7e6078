internal import FileSupport
internal import SystemPackage

extension VdiHeader: ImageHeader {
  var unitSize: Int? { Self.blockSize }
  var featureNames: [String] { [] }

  var references: [ImageInspection.Reference] {
    parentName.map { [.init(kind: "parent image", name: $0)] } ?? []
  }

  var details: [ImageInspection.Detail] {
    var details: [ImageInspection.Detail] = []
    details.add("sub-format", "\(kind)")
    details.add("uuid", imageID)
    details.add("block-map-offset", mapOffset)
    details.add("data-offset", dataOffset)
    details.add("blocks", blockCount)
    details.add("allocated-blocks", allocatedBlockCount)
    details.add("flags", flags == 0 ? nil : "0x\(String(flags, radix: 16))")
    return details
  }

  func refusals(path: FilePath) -> [PcoccError] {
    var refusals: [PcoccError] = []
    if let parentName {
      refusals.append(.imageRefersToFile(path, "parent image", parentName))
    }
    if blockExtra != 0 {
      refusals.append(
        .unsupportedImage(path, "VDI blocks with \(blockExtra) bytes of other data"))
    }
    return refusals
  }

  /// The UUID of the image below; nil where this one is complete.
  private var parentName: String? {
    switch kind {
    case .dynamic, .static: linkID ?? parentID
    case .undo, .differencing: linkID ?? parentID ?? ""
    }
  }
}
