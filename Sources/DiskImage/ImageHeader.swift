internal import FileSupport
internal import SystemPackage

/// The parsed header of an image of one format.
///
/// One that could be parsed is consistent in itself and with the file's length. Whether the image
/// may be read is another question, which `refusals(path:)` answers; so that an inspection can show
/// what a header says and what speaks against it.
protocol ImageHeader: Sendable {
  /// - Throws: `corrupt` where a field breaks the format's rules or the file ends too early,
  ///   `unsupported` where nothing is known of how to go on.
  init(file: any File) throws

  /// Bytes of the disk.
  var virtualSize: Int { get }
  /// Bytes of the unit in which the disk is stored; nil where it lies in one piece.
  var unitSize: Int? { get }
  /// Names of the format's optional features that the image uses.
  var featureNames: [String] { get }
  /// The other files that the image names.
  var references: [ImageInspection.Reference] { get }
  /// What else the header tells, in the order to show it.
  var details: [ImageInspection.Detail] { get }

  /// What keeps the image from being read by itself, the most important first.
  func refusals(path: FilePath) -> [PcoccError]
}

extension ImageHeader {
  /// Throws the first of the refusals.
  func validateForReading(path: FilePath) throws {
    if let refusal = refusals(path: path).first { throw refusal }
  }
}
