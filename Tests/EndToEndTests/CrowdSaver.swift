import Foundation
import Synchronization
import TestSupport

/// A member of a crowd that adds revisions to an image that others add to as well.
final class CrowdSaver: Sendable {
  private struct Change: Decodable {
    struct Image: Decodable { let reference: String }
    let image: Image
  }

  private let crowd: Crowd
  private let number: Int
  /// Sizes of the revisions that were promised, in MiB.
  private let promised = Mutex<[String: Int]>([:])

  init(_ crowd: Crowd, number: Int) {
    self.crowd = crowd
    self.number = number
  }

  func work() throws {
    var size = 2 + number
    // Each revision is one layer more, and a stack of hundreds only takes time.
    while !crowd.isOver, size < 80 {
      let result = try crowd.run(["resize", "--json", "shared@0", "\(size)M"])
      if result.status == 0 {
        let change = try JSONDecoder().decode(
          Change.self, from: Data(result.standardOutput.utf8))
        let reference = change.image.reference
        let size = size
        let previous = promised.withLock { $0.updateValue(size, forKey: reference) }
        if previous != nil { crowd.report("\(reference) was promised twice") }
      }
      size += 2
    }
  }

  /// Every revision that was promised is there and has its size.
  func settle() throws {
    for (reference, size) in promised.withLock(\.self) {
      let result = try crowd.pcocc.shell("$PCOCC image export -t raw \(reference) - | wc -c")
      let count = Int(result.standardOutput.filter(\.isNumber)) ?? -1
      if count != size << 20 { crowd.report("\(reference) has \(count) bytes") }
    }
  }
}
