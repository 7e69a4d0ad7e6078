import Dispatch
import FileSupport
import Foundation
import SystemPackage

@testable import ImageStore

/// One process of a schedule: work on a thread of its own, a node, and what will happen to it.
final class SimulatedProcess: @unchecked Sendable {
  /// What happens before a call of its file system.
  enum Event {
    case killed
    /// It sleeps, in seconds.
    case asleep(Double)
    /// Its change takes so many seconds to reach the server, with the handles of then.
    case delayed(Double)
  }

  /// When something happens: before a call, or before a call that changes something, from 1.
  enum Moment: Hashable {
    case call(Int)
    case change(Int)
  }

  unowned let simulation: Simulation
  let number: Int
  let label: String
  let node: Node
  var events: [Moment: Event] = [:]
  /// When it goes on, in seconds since 1970 by the server's clock.
  var wakeUp: Double
  var isKilled = false
  var hasEnded = false
  var calls = 0
  var changes = 0
  /// For how many seconds its next change is on its way.
  var delay: Double?
  private var tokens: UInt64 = 0

  /// Set while it has a turn of its own to wait for.
  var seat: Seat?

  init(_ simulation: Simulation, number: Int, label: String, node: Node, start: Double) {
    self.simulation = simulation
    self.number = number
    self.label = label
    self.node = node
    wakeUp = start
  }

  /// What the store is given.
  ///
  /// - Parameter files: the process's file system, unless it is to go wrong on purpose.
  func context(_ files: (any FileSystem)? = nil) -> StoreContext {
    StoreContext(
      fileSystem: files ?? SimulatedFiles(self), user: "user\(number)", hostName: "node",
      processID: Int32(number),
      now: { Date(timeIntervalSince1970: self.node.server.disk.now + self.node.skew) },
      makeToken: { self.makeToken() })
  }

  private func makeToken() -> String {
    tokens += 1
    return String(UInt64(number) << 32 | tokens, radix: 16)
  }
}

/// What a process that has been killed finds at each further call.
struct ProcessKilled: Error {}

/// A thread that runs one process after the other, and waits for the turn of each.
final class Seat: Sendable {
  let turn = DispatchSemaphore(value: 0)
}
