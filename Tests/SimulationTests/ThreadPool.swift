import Foundation
import Synchronization

/// Threads that outlive the schedules, because making them costs more than most schedules.
final class ThreadPool: Sendable {
  let seats: [Seat]
  private let work: [Assignment]

  init(count: Int) {
    seats = (0..<count).map { _ in Seat() }
    work = (0..<count).map { _ in Assignment() }
    for (seat, work) in zip(seats, work) {
      Thread.detachNewThread {
        while true {
          seat.turn.wait()
          guard let body = work.take() else { return }
          body()
        }
      }
    }
  }

  /// Gives a thread what to do at its next turn.
  func assign(to seat: Seat, _ body: @escaping @Sendable () -> Void) {
    guard let index = seats.firstIndex(where: { $0 === seat }) else { return }
    work[index].put(body)
  }

  /// Ends the threads.
  func end() { for seat in seats { seat.turn.signal() } }
}

private final class Assignment: Sendable {
  private let body = Mutex<(@Sendable () -> Void)?>(nil)

  func put(_ body: @escaping @Sendable () -> Void) { self.body.withLock { $0 = body } }

  func take() -> (@Sendable () -> Void)? {
    body.withLock { body in
      defer { body = nil }
      return body
    }
  }
}
