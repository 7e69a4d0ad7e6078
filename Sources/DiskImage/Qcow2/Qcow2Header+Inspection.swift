internal import FileSupport
internal import SystemPackage

extension Qcow2Header: ImageHeader {
  var unitSize: Int? { layout.clusterSize }

  var featureNames: [String] {
    var names: [String] = []
    if compatible.contains(.lazyRefcounts) { names.append("lazy-refcounts") }
    if layout.hasExtendedL2 { names.append("extended-l2") }
    if extensions.hasBitmaps { names.append("bitmaps") }
    if encryptionMethod != 0 || extensions.hasEncryption { names.append("encryption") }
    if incompatible.contains(.externalDataFile) { names.append("external-data-file") }
    return names
  }

  var references: [ImageInspection.Reference] {
    var references: [ImageInspection.Reference] = []
    if let backingName { references.append(.init(kind: "backing file", name: backingName)) }
    if let name = extensions.dataFileName {
      references.append(.init(kind: "external data file", name: name))
    }
    return references
  }

  var details: [ImageInspection.Detail] {
    var details: [ImageInspection.Detail] = []
    details.add("version", version)
    details.add("compression-type", "\(compression)")
    details.add("refcount-bits", 1 << refcountOrder)
    details.add("backing-format", extensions.backingFormat)
    details.add("dirty", incompatible.contains(.dirty) ? "yes" : "no")
    details.add("corrupt", incompatible.contains(.corrupt) ? "yes" : "no")
    details.add("snapshots", snapshotCount)
    details.add("header-length", headerLength)
    details.add("l1-table-offset", l1Offset)
    details.add("l1-table-entries", l1Count)
    details.add("refcount-table-offset", refcountTableOffset)
    return details
  }

  func refusals(path: FilePath) -> [PcoccError] { refusals(path: path, allowingBacking: false) }
}
