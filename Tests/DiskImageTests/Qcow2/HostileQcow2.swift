import FileSupport
import Testing

@testable import DiskImage

/// A wrong image: what is changed in a sound one, and how it is refused.
struct HostileQcow2: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var sample: Qcow2Sample
  var change: @Sendable (inout PatchedImage) -> Void
  var code: PcoccError.Code
  var message: String

  init(
    _ name: String, in sample: Qcow2Sample = .plain, code: PcoccError.Code = .corrupt,
    says message: String, change: @escaping @Sendable (inout PatchedImage) -> Void
  ) {
    testDescription = name
    self.sample = sample
    self.change = change
    self.code = code
    self.message = message
  }
}
