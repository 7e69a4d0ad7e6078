internal import FileSupport

/// Writes a VMDK image from front to back (VMware Virtual Disk Format 1.1).
enum VmdkWriter {
  static func write(
    _ reader: any DiskReader, _ options: VmdkOptions, to sink: any ByteSink, monitor: Monitor
  ) throws {
    let header = try options.header(forDiskOf: reader.virtualSize)
    let map = try AllocationMap.plan(
      reader, clusterSize: header.grainSize, regionClusters: VmdkSparseHeader.tableEntries,
      monitor: monitor)
    var descriptor = Array(VmdkDescriptor.text(options, size: header.capacity).utf8)
    descriptor += [UInt8](
      repeating: 0, count: (header.descriptor?.count ?? 0) - descriptor.count)
    switch options.subformat {
    case .monolithicSparse:
      let plan = try VmdkPlan(map, header)
      var writer = VmdkSparseWriter(
        plan: plan,
        transfer: DiskTransfer(reader, to: sink, total: plan.fileSize, monitor: monitor))
      try writer.write(descriptor)
    case .streamOptimized:
      var writer = VmdkStreamWriter(reader, header, map, to: sink, monitor)
      try writer.write(descriptor)
    }
  }
}
