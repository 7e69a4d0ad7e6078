@testable import ImageStore

extension Work {
  func collect(_ policy: CollectionPolicy) throws {
    var collector = try GarbageCollector(try repository(), policy)
    let items = try collector.collect()
    for item in items where item.outcome != .kept {
      process.simulation.note(process, "\(item.outcome) \(item.path): \(item.reason)")
    }
  }
}
