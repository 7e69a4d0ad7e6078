/// Packs clusters as qcow2 images have them (qcow2 specification, Compressed Clusters Descriptor).
struct Qcow2Packing: ClusterPacking {
  let compression: ClusterCompression
  /// Bytes of a cluster.
  let clusterSize: Int

  /// A cluster that does not get smaller is not packed.
  var maximumSize: Int { clusterSize - 1 }

  func makeCompressor() throws -> any ClusterCompressor { try compression.makeCompressor() }

  func pack(
    _ cluster: UnsafeRawBufferPointer, number: Int, _ compressor: any ClusterCompressor,
    into output: UnsafeMutableRawBufferPointer
  ) -> Int? {
    compressor.compress(cluster, into: output)
  }
}
