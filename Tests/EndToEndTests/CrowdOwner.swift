import Foundation
import Glibc
import Synchronization
import TestSupport

/// A member of a crowd that alone changes some images, so that it knows what must be in them.
final class CrowdOwner: Sendable {
  private enum Knowledge: Sendable {
    case absent
    case present(String)
    /// Deleted, and may be brought back.
    case deleted(String)
  }

  private let crowd: Crowd
  private let number: Int
  private let knowledge = Mutex<[String: Knowledge]>([:])

  private var images: [String] { (0..<3).map { "owner\(number)-\($0)" } }

  init(_ crowd: Crowd, number: Int) {
    self.crowd = crowd
    self.number = number
  }

  func work() throws {
    while !crowd.isOver {
      guard let image = images.randomElement() else { return }
      let known = knowledge.withLock { $0[image] } ?? .absent
      let next: Knowledge
      switch known {
      case .absent: next = try importImage(image)
      case .present(let disk): next = try use(image, disk)
      case .deleted(let disk): next = try restoreOrReplace(image, disk)
      }
      knowledge.withLock { $0[image] = next }
    }
  }

  /// Compares what is there with what is known.
  func settle() throws {
    for (image, known) in knowledge.withLock(\.self) {
      switch known {
      case .absent, .deleted:
        if try look(image, [Crowd.disks[0]]) != nil { crowd.report("\(image) is there") }
      case .present(let disk):
        if try look(image, [disk]) == nil { crowd.report("\(image) is lost") }
      }
    }
  }

  private func look(_ image: String, _ disks: [String]) throws -> String? {
    try crowd.isPresent(image, as: disks, by: "owner\(number)")
  }

  private func importImage(_ image: String) throws -> Knowledge {
    let disk = Crowd.disks.randomElement() ?? ""
    let result = try crowd.run(["import", disk, image])
    if result.status == 0 { return .present(disk) }
    // One that did not say success may be there only where it could not speak any more.
    guard try look(image, [disk]) != nil else { return .absent }
    if !Crowd.wasKilled(result) {
      crowd.report("\(image) is there although its import failed: \(result.standardError)")
    }
    return .present(disk)
  }

  private func use(_ image: String, _ disk: String) throws -> Knowledge {
    guard Bool.random() else {
      if try look(image, [disk]) == nil { crowd.report("\(image) is lost") }
      return .present(disk)
    }
    let result = try crowd.run(["delete", image])
    if result.status == 0 { return .deleted(disk) }
    let isThere = try look(image, [disk]) != nil
    if !isThere, !Crowd.wasKilled(result) {
      crowd.report("\(image) is gone although its deletion failed: \(result.standardError)")
    }
    return isThere ? .present(disk) : .deleted(disk)
  }

  private func restoreOrReplace(_ image: String, _ disk: String) throws -> Knowledge {
    guard Bool.random() else { return try importImage(image) }
    let result = try crowd.run(["undelete", image])
    if result.status == 0 { return .present(disk) }
    // The trash may bring back any of the revisions that were deleted.
    guard let found = try look(image, [disk] + Crowd.disks) else { return .absent }
    if !Crowd.wasKilled(result) {
      crowd.report("\(image) is there although undelete failed: \(result.standardError)")
    }
    return .present(found)
  }
}
