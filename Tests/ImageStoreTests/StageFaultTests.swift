import FileSupport
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// What happens where a call of the file system fails, or is the last one of a killed process.
@Suite struct StageFaultTests {
  /// The k-th call fails, for each k there is; afterwards the image is staged as ever.
  @Test(arguments: StageForm.allCases)
  func aFailureLeavesNothingHalf(_ form: StageForm) throws {
    try stopEachCall(of: form) { number, last in number == last }
  }

  /// No call after the k-th does anything, the cleaning up neither.
  @Test(arguments: StageForm.allCases)
  func aKillIsMadeUpForByTheNext(_ form: StageForm) throws {
    try stopEachCall(of: form) { number, last in number >= last }
  }

  private func stopEachCall(
    of form: StageForm, _ fails: @escaping @Sendable (_ number: Int, _ last: Int) -> Bool
  ) throws {
    try withStageTrial { trial in
      try trial.makeStack("stack", layers: 2)
      let expected = try trial.bytes(try trial.stage("stack", as: form).path)
      #expect(try trial.drop("stack").map(\.outcome) == [.dropped])
      var last = 1
      while true {
        let calls = Mutex(0)
        let stop = last
        let files = InterceptingFileSystem(before: { call in
          let number = calls.withLock { calls in
            calls += 1
            return calls
          }
          if fails(number, stop) {
            throw PcoccError(.io, "failed on purpose", path: call.path, cause: .ioError)
          }
        })
        _ = try? trial.with(files).stage("stack", as: form)
        if calls.withLock({ $0 }) < last { break }
        let path = try trial.stage("stack", as: form).path
        #expect(try trial.bytes(path) == expected, "call \(last)")
        #expect(try trial.leftovers() == [], "call \(last)")
        #expect(try trial.drop("stack").map(\.outcome) == [.dropped])
        last += 1
      }
      #expect(last > 40)
    }
  }
}
