/// How a format packs its clusters: what compresses them, and what stands around the result.
protocol ClusterPacking: Sendable {
  /// The most bytes that a packed cluster takes.
  var maximumSize: Int { get }

  func makeCompressor() throws -> any ClusterCompressor

  /// Packs a cluster into `output`, which has room for `maximumSize` bytes; returns how many it
  /// took, or nil where the cluster had better stay as it is.
  ///
  /// - Parameter number: the cluster's place on the disk.
  func pack(
    _ cluster: UnsafeRawBufferPointer, number: Int, _ compressor: any ClusterCompressor,
    into output: UnsafeMutableRawBufferPointer
  ) -> Int?
}
