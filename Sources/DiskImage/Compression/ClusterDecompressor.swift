/// Unpacks one cluster after the other; keeps its working memory, so one thread at a time uses it.
protocol ClusterDecompressor: AnyObject {
  /// Fills `output` with what `input` begins with, and ignores what follows in `input`.
  ///
  /// Returns false where the bytes are not valid or are fewer than `output` takes; `output` then
  /// holds anything.
  func decompress(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> Bool
}
