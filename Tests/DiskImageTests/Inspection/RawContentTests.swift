import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

@Suite struct RawContentTests {
  private static let size = 96 << 10

  private func facts(_ patch: (inout [UInt8]) -> Void) throws -> [String: String] {
    var bytes = [UInt8](repeating: 0, count: Self.size)
    patch(&bytes)
    let inspection = try ImageInspection.inspect(BytesFile(bytes, path: "disk.iso"))
    #expect(inspection.format == .raw)
    #expect(inspection.virtualSize == Self.size)
    #expect(inspection.clusterSize == nil)
    #expect(inspection.refusals == [])
    return inspection.facts
  }

  @Test func zerosTellNothing() throws {
    #expect(try facts { _ in } == [:])
  }

  @Test func partitionTablesAreSeen() throws {
    let mbr = try facts {
      $0.put([0x55, 0xaa], at: 510)
      $0[446] = 0x80
      $0[450] = 0x83
      $0.put(little: UInt32(2048), at: 458)
    }
    #expect(mbr == ["partition-table": "MBR", "boot-sector": "yes"])
    #expect(try facts { $0.put("EFI PART", at: 512) } == ["partition-table": "GPT"])
    #expect(try facts { $0.put("EFI PART", at: 4096) } == ["partition-table": "GPT"])
  }

  @Test func aBootSectorAloneIsNoPartitionTable() throws {
    #expect(try facts { $0.put([0x55, 0xaa], at: 510) } == ["boot-sector": "yes"])
    let code = try facts {
      $0.put([0x55, 0xaa], at: 510)
      $0.put([UInt8](repeating: 0x41, count: 64), at: 446)
    }
    #expect(code == ["boot-sector": "yes"])
  }

  @Test func isoFileSystemsAreSeen() throws {
    #expect(try facts { $0.put("CD001", at: 0x8001) } == ["file-system": "ISO 9660"])
  }

  /// Whoever takes an image as raw is shown what others will make of it.
  @Test func otherFormatsAreNamed() throws {
    let file = BytesFile(HeaderSamples.qed, path: "disk.qed")
    let inspection = try ImageInspection.inspect(file, declared: .raw, force: true)
    #expect(inspection.virtualSize == HeaderSamples.qed.count)
    #expect(inspection.facts == ["looks-like": "qed"])
    #expect(inspection.refusals == [])
  }

  @Test(arguments: [1, 509, 510, 511, 512, 513, 4095, 0x8001, 0x8005])
  func disksOfAnyLengthAreSeen(_ length: Int) throws {
    let bytes = (0..<length).map { $0 == 510 ? UInt8(0x55) : $0 == 511 ? 0xaa : 0 }
    let inspection = try ImageInspection.inspect(BytesFile(bytes, path: "disk"))
    #expect(inspection.virtualSize == length)
    #expect(inspection.facts["boot-sector"] == (length >= 512 ? "yes" : nil))
  }
}
