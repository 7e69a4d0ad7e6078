import FileSupport
import SystemPackage

@testable import DiskImage

/// Small valid images, byte by byte as their specifications have them.
enum HeaderSamples {
  /// 64 KiB clusters, tables of two, a disk of 1 GiB.
  static let qed: [UInt8] = {
    var bytes = [UInt8](repeating: 0, count: 192 << 10)
    bytes.put("QED\0", at: 0)
    bytes.put(little: UInt32(64 << 10), at: 4)
    bytes.put(little: UInt32(2), at: 8)
    bytes.put(little: UInt32(1), at: 12)
    bytes.put(little: UInt64(64 << 10), at: 40)
    bytes.put(little: UInt64(1 << 30), at: 48)
    return bytes
  }()

  /// Four blocks, none of them stored, a disk of 3 MiB and 1 byte.
  static let vdi: [UInt8] = {
    var bytes = [UInt8](repeating: 0, count: 1024)
    bytes.put("<<< a disk >>>\n", at: 0)
    bytes.put(little: UInt32(0xbeda_107f), at: 64)
    bytes.put(little: UInt32(0x0001_0001), at: 68)
    bytes.put(little: UInt32(0x180), at: 72)
    bytes.put(little: UInt32(1), at: 76)
    bytes.put(little: UInt32(512), at: 340)
    bytes.put(little: UInt32(1024), at: 344)
    bytes.put(little: UInt32(512), at: 360)
    bytes.put(little: UInt64(3 << 20 + 1), at: 368)
    bytes.put(little: UInt32(1 << 20), at: 376)
    bytes.put(little: UInt32(4), at: 384)
    bytes.put(big: UInt64(0x0011_2233_4455_6677), at: 392)
    bytes.put(big: UInt64(0x8899_aabb_ccdd_eeff), at: 400)
    for entry in 0..<4 { bytes.put(little: UInt32.max, at: 512 + 4 * entry) }
    return bytes
  }()

  /// The footer of a disk of 8 MiB, whose geometry makes less, with the right checksum.
  static func vpcFooter(_ kind: UInt32, patch: (inout [UInt8]) -> Void = { _ in }) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 512)
    bytes.put("conectix", at: 0)
    bytes.put(big: UInt32(2), at: 8)
    bytes.put(big: UInt32(0x0001_0000), at: 12)
    bytes.put(big: kind == 2 ? UInt64.max : 512, at: 16)
    bytes.put("test", at: 28)
    bytes.put(big: UInt64(8 << 20), at: 40)
    bytes.put(big: UInt64(8 << 20), at: 48)
    bytes.put(big: UInt16(120), at: 56)
    bytes[58] = 8
    bytes[59] = 17
    bytes.put(big: kind, at: 60)
    bytes.put(big: UInt64(0x0011_2233_4455_6677), at: 68)
    patch(&bytes)
    bytes.sum(at: 64)
    return bytes
  }

  /// A dynamic header with a table of four blocks of 2 MiB behind it.
  static func vpcDynamicHeader(patch: (inout [UInt8]) -> Void = { _ in }) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 1024)
    bytes.put("cxsparse", at: 0)
    bytes.put(big: UInt64.max, at: 8)
    bytes.put(big: UInt64(1536), at: 16)
    bytes.put(big: UInt32(0x0001_0000), at: 24)
    bytes.put(big: UInt32(4), at: 28)
    bytes.put(big: UInt32(2 << 20), at: 32)
    patch(&bytes)
    bytes.sum(at: 36)
    return bytes
  }

  /// A dynamic or differencing VHD.
  static func vpc(
    kind: UInt32 = 3, footer: (inout [UInt8]) -> Void = { _ in },
    header: (inout [UInt8]) -> Void = { _ in }
  ) -> [UInt8] {
    let footer = vpcFooter(kind, patch: footer)
    let table = [UInt8](repeating: 0xff, count: 512)
    return footer + vpcDynamicHeader(patch: header) + table + footer
  }

  /// A fixed VHD of 8 MiB.
  static func fixedVpc(footer: (inout [UInt8]) -> Void = { _ in }) -> [UInt8] {
    [UInt8](repeating: 0, count: 8 << 20) + vpcFooter(2, patch: footer)
  }

  static let vmdkText = """
    # Disk DescriptorFile
    version=1
    CID=12345678
    parentCID=ffffffff
    createType="monolithicSparse"

    # Extent description
    RW 20480 SPARSE "disk.vmdk"

    # The Disk Data Base
    #DDB
    ddb.adapterType = "ide"
    ddb.virtualHWVersion = "4"

    """

  /// The header of a disk of 10 MiB with the directory in front.
  static func vmdkHeader(patch: (inout [UInt8]) -> Void = { _ in }) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 512)
    bytes.put("KDMV", at: 0)
    bytes.put(little: UInt32(1), at: 4)
    bytes.put(little: UInt32(3), at: 8)
    bytes.put(little: UInt64(20480), at: 12)
    bytes.put(little: UInt64(128), at: 20)
    bytes.put(little: UInt64(1), at: 28)
    bytes.put(little: UInt64(20), at: 36)
    bytes.put(little: UInt32(512), at: 44)
    bytes.put(little: UInt64(21), at: 48)
    bytes.put(little: UInt64(26), at: 56)
    bytes.put(little: UInt64(128), at: 64)
    bytes.put([0x0a, 0x20, 0x0d, 0x0a], at: 73)
    patch(&bytes)
    return bytes
  }

  /// A monolithicSparse VMDK without a grain.
  static func vmdk(
    text: String = vmdkText, header: (inout [UInt8]) -> Void = { _ in }
  ) -> [UInt8] {
    var bytes = vmdkHeader(patch: header)
    bytes += [UInt8](repeating: 0, count: (128 << 10) - bytes.count)
    bytes.put(Array(text.utf8), at: 512)
    return bytes
  }

  /// A streamOptimized VMDK without a grain, with its directory behind.
  static func vmdkStream(
    header: (inout [UInt8]) -> Void = { _ in }, footer: (inout [UInt8]) -> Void = { _ in },
    marker: (inout [UInt8]) -> Void = { _ in }
  ) -> [UInt8] {
    func stream(_ bytes: inout [UInt8]) {
      bytes.put(little: UInt32(3), at: 4)
      bytes.put(little: UInt32(0x30001), at: 8)
      bytes.put(little: UInt64.max, at: 56)
      bytes.put(little: UInt16(1), at: 77)
    }
    let text = vmdkText.replacing("monolithicSparse", with: "streamOptimized")
    var bytes = vmdk(text: text) {
      stream(&$0)
      header(&$0)
    }
    var footerMarker = [UInt8](repeating: 0, count: 512)
    footerMarker.put(little: UInt64(1), at: 0)
    footerMarker.put(little: UInt32(3), at: 12)
    marker(&footerMarker)
    bytes += footerMarker
    bytes += vmdkHeader {
      stream(&$0)
      $0.put(little: UInt64(26), at: 56)
      footer(&$0)
    }
    return bytes + [UInt8](repeating: 0, count: 512)
  }
}

extension [UInt8] {
  mutating func put(_ bytes: [UInt8], at offset: Int) {
    replaceSubrange(offset..<offset + bytes.count, with: bytes)
  }

  mutating func put(_ text: String, at offset: Int) { put(Array(text.utf8), at: offset) }

  mutating func put<Number: FixedWidthInteger>(little number: Number, at offset: Int) {
    Swift.withUnsafeBytes(of: number.littleEndian) { put(Array($0), at: offset) }
  }

  mutating func put<Number: FixedWidthInteger>(big number: Number, at offset: Int) {
    Swift.withUnsafeBytes(of: number.bigEndian) { put(Array($0), at: offset) }
  }

  /// Sets the checksum of a VHD header at `offset`.
  fileprivate mutating func sum(at offset: Int) {
    put(big: UInt32(0), at: offset)
    put(big: ~reduce(UInt32(0)) { $0 + UInt32($1) }, at: offset)
  }
}
