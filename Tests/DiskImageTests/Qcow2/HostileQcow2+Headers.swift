import FileSupport

@testable import DiskImage

extension HostileQcow2 {
  /// Images whose header, or what it points to, is wrong.
  static let headers: [HostileQcow2] = [
    Self("no magic", says: "does not begin as a qcow2 image does") { $0.bytes[3] = 0xfa },
    Self("empty", says: "header ends at byte 0") { $0.bytes = [] },
    Self("cut after the magic", says: "header ends at byte 4") {
      $0.bytes = Array($0.bytes.prefix(4))
    },
    Self("version 1", code: .unsupported, says: "qcow2 version 1") { $0[half: 4] = 1 },
    Self("version 4", code: .unsupported, says: "qcow2 version 4") { $0[half: 4] = 4 },
    Self("cluster bits 0", says: "clusters of 2^0 bytes") { $0[half: 20] = 0 },
    Self("cluster bits 8", says: "clusters of 2^8 bytes") { $0[half: 20] = 8 },
    Self("cluster bits 22", says: "clusters of 2^22 bytes") { $0[half: 20] = 22 },
    Self("cluster bits 63", says: "clusters of 2^63 bytes") { $0[half: 20] = 63 },
    Self("cluster bits 64", says: "clusters of 2^64 bytes") { $0[half: 20] = 64 },
    Self("cluster bits 255", says: "clusters of 2^255 bytes") { $0[half: 20] = 255 },
    Self("cluster bits 2^32 - 1", says: "clusters of 2^4294967295 bytes") {
      $0[half: 20] = .max
    },
    Self("clusters larger than the file", says: "inside the first cluster") {
      $0[half: 20] = 21
    },
    Self("backing file", code: .unsupported, says: "backing file \"base\"") { image in
      image[word: 8] = 2048
      image[half: 16] = 4
      image.bytes.replaceSubrange(2048..<2052, with: Array("base".utf8))
    },
    Self("nameless backing file", code: .unsupported, says: "backing file \"\"") {
      $0[word: 8] = 2048
    },
    Self("backing name outside the header", says: "backing file's name of 8 bytes at 4090") {
      image in
      image[word: 8] = 4090
      image[half: 16] = 8
    },
    Self("backing name of 2 GiB", says: "backing file's name of 2147483648 bytes") {
      image in
      image[word: 8] = 2048
      image[half: 16] = 1 << 31
    },
    Self("backing name at 2^64 - 1", says: "offset of the backing file's name") {
      $0[word: 8] = .max
    },
    Self("disk of 2^64 - 1", says: "disk size 18446744073709551615 is out of range") {
      $0[word: 24] = .max
    },
    Self("disk of 2^63 - 1", says: "L1 table of 1 entries") { $0[word: 24] = .max >> 1 },
    Self("disk larger than the L1 table", says: "need 2") { $0[word: 24] = 2 << 20 + 1 },
    Self("AES", code: .unsupported, says: "encryption (AES)") { $0[half: 32] = 1 },
    Self("LUKS", code: .unsupported, says: "encryption (LUKS)") { $0[half: 32] = 2 },
    Self("encryption 77", code: .unsupported, says: "encryption (method 77)") {
      $0[half: 32] = 77
    },
    Self("L1 table of 2^32 - 1", says: "L1 table of 4294967295 entries") {
      $0[half: 36] = .max
    },
    Self("L1 table longer than the file", says: "L1 table of 33554432 bytes") {
      $0[half: 36] = 4 << 20
    },
    Self("L1 table over the header", says: "L1 table lies over the header") {
      $0[word: 40] = 0
    },
    Self("L1 table not aligned", says: "L1 table at 12296, which is not aligned") {
      $0[word: 40] = 12296
    },
    Self("L1 table outside", says: "L1 table of 8 bytes at 1099511627776 lies outside") {
      $0[word: 40] = 1 << 40
    },
    Self("L1 table at 2^64 - 4096", says: "offset of the L1 table") {
      $0[word: 40] = .max - 4095
    },
    Self("refcount table not aligned", says: "refcount table at 4104") {
      $0[word: 48] = 4104
    },
    Self("refcount table outside", says: "refcount table of 4096 bytes at") {
      $0[word: 48] = 1 << 40
    },
    Self("refcount table over the header", says: "refcount table lies over") {
      $0[word: 48] = 0
    },
    Self("no refcount table", says: "refcount table of 0 clusters") { $0[half: 56] = 0 },
    Self("huge refcount table", says: "refcount table of 4294967295 clusters") {
      $0[half: 56] = .max
    },
    Self("too many snapshots", says: "65537 internal snapshots") { $0[half: 60] = 65537 },
    Self("snapshots outside", says: "snapshot table of 40 bytes at 1099511627776") {
      image in
      image[half: 60] = 1
      image[word: 64] = 1 << 40
    },
    Self("snapshots at 2^64 - 4096", says: "offset of the snapshot table") { image in
      image[half: 60] = 1
      image[word: 64] = .max - 4095
    },
    Self("snapshots not aligned", says: "snapshot table at 4097") { $0[word: 64] = 4097 },
    Self("corrupt bit", says: "marked corrupt") { $0[word: 72] = 2 },
    Self("external data file", code: .unsupported, says: "external data file") {
      $0[word: 72] = 4
    },
    Self("compression bit without a type", says: "compression type 0 contradicts") {
      $0[word: 72] = 8
    },
    Self("compression type without a bit", says: "compression type 1 contradicts") {
      $0.bytes[104] = 1
    },
    Self("compression type 2", code: .unsupported, says: "qcow2 compression type 2") {
      image in
      image[word: 72] = 8
      image.bytes[104] = 2
    },
    Self("extended L2 entries of small clusters", says: "extended L2 entries") {
      $0[word: 72] = 16
    },
    Self("unknown feature", code: .unsupported, says: "unknown qcow2 feature bit 5") {
      $0[word: 72] = 32
    },
    Self("unknown features", code: .unsupported, says: "bit 62, bit 63") {
      $0[word: 72] = 3 << 62
    },
    Self("refcount order 7", says: "reference counts of 2^7 bits") { $0[half: 96] = 7 },
    Self("refcount order 2^32 - 1", says: "2^4294967295 bits") { $0[half: 96] = .max },
    Self("header length 96", says: "header length 96") { $0[half: 100] = 96 },
    Self("header length 108", says: "header length 108") { $0[half: 100] = 108 },
    Self("header longer than a cluster", says: "header length 4104") {
      $0[half: 100] = 4104
    },
    Self("extension longer than the cluster", says: "header extension of 4096 bytes") {
      image in
      image[half: 112] = 0x1234_5678
      image[half: 116] = 4096
    },
    Self("extension whose padding wraps", says: "header extension of 4294967295 bytes") {
      image in
      image[half: 112] = 0x1234_5678
      image[half: 116] = .max
    },
    Self("data file name", code: .unsupported, says: "external data file \"/etc/passwd\"") {
      image in
      image[half: 112] = 0x4441_5441
      image[half: 116] = 11
      image.bytes.replaceSubrange(120..<131, with: Array("/etc/passwd".utf8))
      image[half: 136] = 0
    },
    Self("encryption extension", code: .unsupported, says: "encryption (header extension)") {
      image in
      image[half: 112] = 0x0537_be77
      image[half: 116] = 16
      image[half: 136] = 0
    },
  ]
}
