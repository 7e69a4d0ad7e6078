import Testing

@testable import DiskImage

@Suite struct Qcow2TableEntryTests {
  static let layout = Qcow2Layout(clusterBits: 16, hasExtendedL2: false)

  @Test func decodesL1Entries() throws {
    #expect(try Qcow2TableEntry(l1: 0, Self.layout).offset == nil)
    let entry = try Qcow2TableEntry(l1: 1 << 63 | 0x40000, Self.layout)
    #expect(entry.offset == 0x40000)
    #expect(entry.isCopied)
    #expect(try entry.offset(insideFileOf: 0x50000, Self.layout) == 0x40000)
    #expect(throws: Qcow2EntryProblem.outsideFile) {
      try entry.offset(insideFileOf: 0x4ffff, Self.layout)
    }
    #expect(throws: Qcow2EntryProblem.reservedBits) {
      try Qcow2TableEntry(l1: 0x40001, Self.layout)
    }
    #expect(throws: Qcow2EntryProblem.notAligned) {
      try Qcow2TableEntry(l1: 0x40200, Self.layout)
    }
  }

  @Test func decodesRefcountTableEntries() throws {
    #expect(try Qcow2TableEntry(refcount: 0x40000, Self.layout).offset == 0x40000)
    #expect(throws: Qcow2EntryProblem.reservedBits) {
      try Qcow2TableEntry(refcount: 0x40100, Self.layout)
    }
    #expect(throws: Qcow2EntryProblem.outsideFile) {
      try Qcow2TableEntry(refcount: 1 << 63, Self.layout)
    }
  }
}
