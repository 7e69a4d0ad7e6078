internal import FileSupport
internal import SystemPackage

/// What is wrong with a blob.
struct BlobFault {
  var code: VerificationFinding.Code
  var problem: String
  /// Whom it concerns.
  var uses: [BlobUse]
  /// The file that was found to be bad, where it could be opened.
  var file: (any File)?
}
