import FileSupport
import Synchronization
import Testing

@Suite struct SerialWorkerTests {
  @Test func worksInOrder() throws {
    let numbers = Mutex<[Int]>([])
    let worker = SerialWorker("test")
    for number in 0..<1000 {
      try worker.submit { numbers.withLock { $0.append(number) } }
    }
    try worker.finish()
    #expect(numbers.withLock { $0 } == Array(0..<1000))
  }

  @Test func doesNothingAfterAFailureAndTellsTheFirst() throws {
    let done = Mutex<[Int]>([])
    let worker = SerialWorker("test")
    let failures = (0..<10).map { PcoccError(.io, "failure \($0)") }
    #expect(throws: failures[3]) {
      for number in 0..<10 {
        try worker.submit {
          done.withLock { $0.append(number) }
          if number >= 3 { throw failures[number] }
        }
      }
      try worker.finish()
    }
    #expect(throws: failures[3]) { try worker.submit {} }
    #expect(throws: failures[3]) { try worker.finish() }
    #expect(done.withLock { $0 } == [0, 1, 2, 3])
  }
}
