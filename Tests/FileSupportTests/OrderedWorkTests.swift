import Dispatch
import FileSupport
import Glibc
import Synchronization
import Testing

@testable import FileSupport

@Suite struct OrderedWorkTests {
  @Test func givesResultsInTheOrderOfTheWork() throws {
    let work = OrderedWork<Int>(width: 8, threads: 4)
    var results: [Int] = []
    for number in 0..<100 {
      work.add {
        usleep(UInt32((number * 37) % 11 * 200))
        return number
      }
      while work.isFull, let result = try work.next() { results.append(result) }
    }
    while let result = try work.next() { results.append(result) }
    #expect(results == Array(0..<100))
  }

  @Test func throwsWhereTheResultWouldBe() throws {
    let work = OrderedWork<Int>(width: 8, threads: 4)
    for number in 0..<5 {
      work.add {
        if number == 2 { throw PcoccError(.io, "no \(number)") }
        return number
      }
    }
    #expect(try work.next() == 0)
    #expect(try work.next() == 1)
    #expect(throws: PcoccError(.io, "no 2")) { try work.next() }
    #expect(try work.next() == 3)
  }

  @Test(.timeLimit(.minutes(1))) func needsNoThreadOfTheProcess() throws {
    let gate = DispatchSemaphore(value: 0)
    let leaving = DispatchGroup()
    // More than the queue has threads, or may get soon.
    for _ in 0..<1000 { DispatchQueue.global().async(group: leaving) { gate.wait() } }
    let work = OrderedWork<Int>(width: 4, threads: 4)
    for number in 0..<4 { work.add { number } }
    for number in 0..<4 { #expect(try work.next() == number) }
    for _ in 0..<1000 { gate.signal() }
    leaving.wait()
  }

  @Test(.timeLimit(.minutes(1)), arguments: [1, 2, 3]) func usesAsManyThreadsAsItMay(
    threads: Int
  ) throws {
    let counts = Mutex((now: 0, most: 0))
    let work = OrderedWork<Void>(width: 8, threads: threads)
    for _ in 0..<40 {
      work.add {
        counts.withLock { counts in
          counts.now += 1
          counts.most = max(counts.most, counts.now)
        }
        // Until all are at it that may be.
        while counts.withLock({ $0.most < threads }) { usleep(1000) }
        usleep(500)
        counts.withLock { $0.now -= 1 }
      }
      while work.isFull, try work.next() != nil {}
    }
    while try work.next() != nil {}
    #expect(counts.withLock { $0.most } == threads)
  }

  @Test func leavesNothingBehind() throws {
    let running = Mutex(0)
    do {
      let work = OrderedWork<Void>(width: 50, threads: 4)
      for _ in 0..<50 {
        work.add {
          running.withLock { $0 += 1 }
          usleep(1000)
          running.withLock { $0 -= 1 }
        }
      }
    }
    #expect(running.withLock { $0 } == 0)
  }
}
