internal import FileSupport
internal import SystemPackage

extension VmdkHeader {
  /// The kinds of disks that lie in one file.
  private static let singleFileTypes: Set = ["monolithicSparse", "streamOptimized"]
  /// Those that lie in files beside the descriptor.
  private static let severalFileTypes: Set = [
    "monolithicFlat", "twoGbMaxExtentFlat", "twoGbMaxExtentSparse", "vmfs",
  ]
  private static let maximumExtents = 4096
  /// The kinds of extents that are read from other files, or from none.
  private static let partKinds: Set<VmdkExtent.Kind> = [.flat, .vmfs, .sparse, .zero]

  func refusals(path: FilePath) -> [PcoccError] { refusals(path: path, allowingExtents: false) }

  /// What cannot be read, or must not be.
  ///
  /// Images that were not closed are read: every offset is checked anyway.
  ///
  /// - Parameter allowingExtents: takes a disk whose extents are files beside its descriptor.
  func refusals(path: FilePath, allowingExtents: Bool) -> [PcoccError] {
    var refusals: [PcoccError] = []
    if let name = descriptor?.parentName {
      refusals.append(.imageRefersToFile(path, "parent image", name))
    }
    refusals += typeRefusals(path)
    refusals +=
      allowingExtents && sparse == nil ? partRefusals(path) : extentRefusals(path)
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

  /// What speaks against the extents of a disk whose files lie beside its descriptor.
  private func partRefusals(_ path: FilePath) -> [PcoccError] {
    guard let descriptor else { return [] }
    guard descriptor.extents.count <= Self.maximumExtents else {
      return [.unsupportedImage(path, "VMDK of \(descriptor.extents.count) extents")]
    }
    var names: Set = [path.lastComponent?.string]
    for extent in descriptor.extents {
      guard Self.partKinds.contains(extent.kind), extent.access != .none else {
        return [
          .unsupportedImage(
            path, "VMDK extent of type \(extent.access.rawValue) \(extent.kind.rawValue)")
        ]
      }
      guard let name = extent.fileName else { continue }
      if extent.hasPath || name == ".." || name == "." {
        return [.imageRefersToFile(path, "extent", name)]
      }
      // A file that is used twice would make a small image a large disk.
      guard names.insert(name).inserted else {
        return [.corruptImage(path, "the VMDK descriptor names the file \"\(name)\" twice")]
      }
    }
    return []
  }

  static func flagRefusals(_ flags: VmdkFlags, _ path: FilePath) -> [PcoccError] {
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
