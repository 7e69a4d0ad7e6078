internal import FileSupport
internal import SystemPackage

extension VmdkHeader {
  /// The kinds of disks that lie in one file.
  private static let singleFileTypes: Set = ["monolithicSparse", "streamOptimized"]
  /// Those that lie in files beside the descriptor.
  private static let severalFileTypes: Set = [
    "monolithicFlat", "twoGbMaxExtentFlat", "twoGbMaxExtentSparse", "vmfs",
  ]

  /// Images that were not closed are read: every offset is checked anyway.
  func refusals(path: FilePath) -> [PcoccError] {
    var refusals: [PcoccError] = []
    if let name = descriptor?.parentName {
      refusals.append(.imageRefersToFile(path, "parent image", name))
    }
    refusals += typeRefusals(path) + extentRefusals(path)
    if let sparse { refusals += Self.flagRefusals(sparse.flags, path) }
    return refusals
  }

  /// The extents that lie in other files: those of a descriptor by itself, and any whose name leads
  /// out of the folder.
  var foreignExtents: [VmdkExtent] {
    guard let descriptor else { return [] }
    return descriptor.extents.filter { sparse == nil || $0.hasPath }
  }

  private func typeRefusals(_ path: FilePath) -> [PcoccError] {
    guard let descriptor else {
      return [.unsupportedImage(path, "a VMDK extent without its descriptor")]
    }
    var refusals: [PcoccError] = []
    if !(1...3 ~= descriptor.version) {
      refusals.append(.unsupportedImage(path, "VMDK descriptor version \(descriptor.version)"))
    }
    let type = descriptor.createType
    let types = sparse == nil ? Self.severalFileTypes : Self.singleFileTypes
    if !types.contains(type) {
      let place = sparse == nil ? "descriptor" : "sparse file"
      refusals.append(.unsupportedImage(path, "VMDK \(place) of type \"\(type)\""))
    }
    return refusals
  }

  private func extentRefusals(_ path: FilePath) -> [PcoccError] {
    guard let descriptor else { return [] }
    if let extent = foreignExtents.first {
      guard let name = extent.fileName else {
        return [.unsupportedImage(path, "VMDK extent of type \(extent.kind.rawValue)")]
      }
      let count = descriptor.extents.count
      return [.imageRefersToFile(path, count == 1 ? "extent" : "first of \(count) extents", name)]
    }
    guard let sparse, let extent = descriptor.extents.first else { return [] }
    guard descriptor.extents.count == 1, extent.kind == .sparse, extent.access != .none,
      extent.offset == 0, extent.size == sparse.capacity
    else {
      return [
        .corruptImage(
          path, "the VMDK descriptor does not describe one extent of \(sparse.capacity) bytes")
      ]
    }
    return []
  }

  private static func flagRefusals(_ flags: VmdkFlags, _ path: FilePath) -> [PcoccError] {
    var refusals: [PcoccError] = []
    let unknown = flags.subtracting(.known).rawValue
    for bit in 0..<32 where unknown >> bit & 1 != 0 {
      refusals.append(.unsupportedImage(path, "unknown VMDK flag bit \(bit)"))
    }
    if flags.contains(.compressed) != flags.contains(.markers) {
      refusals.append(
        .unsupportedImage(path, "VMDK with only one of compressed grains and markers"))
    }
    return refusals
  }
}
