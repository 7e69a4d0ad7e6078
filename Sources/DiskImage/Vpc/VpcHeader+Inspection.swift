internal import FileSupport
internal import SystemPackage

extension VpcHeader: ImageHeader {
  var unitSize: Int? { dynamic?.blockSize }
  var featureNames: [String] { footer.isSavedState ? ["saved-state"] : [] }

  var references: [ImageInspection.Reference] {
    parentName.map { [.init(kind: "parent image", name: $0)] } ?? []
  }

  var details: [ImageInspection.Detail] {
    var details: [ImageInspection.Detail] = []
    details.add("sub-format", "\(footer.kind)")
    details.add("creator", footer.creator)
    details.add("uuid", footer.uniqueID)
    details.add("current-size", footer.currentSize)
    let geometry = footer.geometry
    details.add(
      "geometry", "\(geometry.cylinders)/\(geometry.heads)/\(geometry.sectorsPerTrack)")
    details.add("block-table-offset", dynamic?.tableOffset)
    details.add("blocks", dynamic?.blockCount)
    return details
  }

  func refusals(path: FilePath) -> [PcoccError] {
    parentName.map { [.imageRefersToFile(path, "parent image", $0)] } ?? []
  }

  /// The parent's file name, or its UUID where it has none; nil where the image is complete.
  private var parentName: String? {
    guard footer.kind == .differencing, let dynamic else { return nil }
    return dynamic.parentName.isEmpty ? dynamic.parentID ?? "" : dynamic.parentName
  }
}
