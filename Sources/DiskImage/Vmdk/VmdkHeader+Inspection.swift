internal import FileSupport
internal import SystemPackage

extension VmdkHeader: ImageHeader {
  var unitSize: Int? { sparse?.grainSize }

  var featureNames: [String] {
    guard let flags = sparse?.flags else { return [] }
    let names: [(VmdkFlags, String)] = [
      (.compressed, "compressed"), (.markers, "markers"), (.zeroedGrains, "zeroed-grains"),
      (.redundantDirectory, "redundant-directory"),
    ]
    return names.filter { flags.contains($0.0) }.map(\.1)
  }

  var references: [ImageInspection.Reference] {
    var references: [ImageInspection.Reference] = []
    if let name = descriptor?.parentName {
      references.append(.init(kind: "parent image", name: name))
    }
    for name in foreignExtents.compactMap(\.fileName) {
      references.append(.init(kind: "extent", name: name))
    }
    if let name = descriptor?.values["changetrackpath"] {
      references.append(.init(kind: "change tracking file", name: name))
    }
    return references
  }

  var details: [ImageInspection.Detail] {
    var details: [ImageInspection.Detail] = []
    details.add("sub-format", descriptor?.createType)
    details.add("version", sparse?.version ?? descriptor?.version)
    details.add("content-id", descriptor.map { String($0.contentID, radix: 16) })
    details.add("adapter-type", descriptor?.values["ddb.adaptertype"])
    details.add("hardware-version", descriptor?.values["ddb.virtualhwversion"])
    details.add("extents", descriptor?.extents.count)
    if let sparse {
      details.add("directory-offset", sparse.directoryOffset)
      details.add("directory-place", sparse.hasFooter ? "footer" : "header")
      details.add("unclean-shutdown", sparse.isUnclean ? "yes" : "no")
    }
    return details
  }
}
