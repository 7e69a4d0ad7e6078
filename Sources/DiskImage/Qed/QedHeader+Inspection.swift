internal import FileSupport
internal import SystemPackage

extension QedHeader: ImageHeader {
  var unitSize: Int? { clusterSize }

  var featureNames: [String] { [] }

  var references: [ImageInspection.Reference] {
    backingName.map { [.init(kind: "backing file", name: $0)] } ?? []
  }

  var details: [ImageInspection.Detail] {
    var details: [ImageInspection.Detail] = []
    details.add("table-clusters", tableClusters)
    details.add("header-clusters", headerClusters)
    details.add("l1-table-offset", l1Offset)
    details.add("needs-check", features.contains(.needsCheck) ? "yes" : "no")
    return details
  }

  /// Images that need a check are read: every offset is checked anyway.
  func refusals(path: FilePath) -> [PcoccError] {
    var refusals: [PcoccError] = []
    if let backingName {
      refusals.append(.imageRefersToFile(path, "backing file", backingName))
    }
    let unknown = features.subtracting(.known).rawValue
    for bit in 0..<64 where unknown >> bit & 1 != 0 {
      refusals.append(.unsupportedImage(path, "unknown QED feature bit \(bit)"))
    }
    return refusals
  }
}
