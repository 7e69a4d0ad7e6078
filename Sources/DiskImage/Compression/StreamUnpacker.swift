/// Unpacks a compressed file piece by piece; one thread at a time uses it.
protocol StreamUnpacker: AnyObject {
  /// Takes bytes from the start of `input` and delivers bytes at the start of `output`.
  ///
  /// - Returns: how many bytes were taken and delivered; nil where the bytes are not valid. Neither
  ///   is more than 0 where nothing can be done with this input and this room.
  func unpack(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> (taken: Int, delivered: Int)?

  /// Whether all that was taken so far is complete: the file may end here.
  var isComplete: Bool { get }
}
