import Foundation
import TestSupport
import Testing

@testable import DiskImage

/// Whatever bytes somebody offers, the promises of `ImageTrial` hold, and soon.
///
/// `PCOCC_FUZZ_ROUNDS` says how many wrong images are made of each sound one, `PCOCC_FUZZ_SEED`
/// which ones.
@Suite struct ImageMutationTests {
  private static func setting(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
  }
  private static let rounds = setting("PCOCC_FUZZ_ROUNDS") ?? 120
  private static let seed = UInt64(setting("PCOCC_FUZZ_SEED") ?? 1)

  @Test(arguments: ImageSeed.all)
  func promisesHoldForWrongImages(of seed: ImageSeed) throws {
    try withTemporaryFolder { folder in
      let original = try seed.bytes(in: folder)
      #expect(try ImageTrial.run(original) == .stored)
      var mutator = ImageMutator(original, seed: Self.seed)
      var outcomes: [ImageTrial.Outcome: Int] = [:]
      for round in 0..<Self.rounds {
        let bytes = mutator.next()
        let start = ContinuousClock.now
        do {
          outcomes[try ImageTrial.run(bytes), default: 0] += 1
        } catch {
          try keep(bytes)
          Issue.record("round \(round): \(error)")
        }
        #expect(ContinuousClock.now - start < .seconds(5), "round \(round)")
      }
      // A mutator that breaks all images alike, or none, would prove nothing.
      #expect(outcomes[.refused, default: 0] > Self.rounds / 10 || seed.isRawWhenBroken)
      #expect(outcomes[.stored, default: 0] > Self.rounds / 20)
    }
  }

  /// Writes a wrong image that broke a promise to where it can be looked into.
  private func keep(_ bytes: [UInt8]) throws {
    guard let folder = ProcessInfo.processInfo.environment["PCOCC_FUZZ_KEEP"] else { return }
    let name = "\(folder)/\(UUID().uuidString)"
    try Data(bytes).write(to: URL(fileURLWithPath: name))
  }
}
