import FileSupport

@testable import DiskImage

extension HostileQcow2 {
  /// Images whose tables or data are wrong.
  static let mappings: [HostileQcow2] = [
    Self("L1 entry outside", says: "L1 entry 0 points outside the file") {
      $0[word: $0.l1] = 1 << 63 | 1 << 40
    },
    Self("L1 entry not aligned", says: "L1 entry 0 points to an offset that is not aligned") {
      $0[word: $0.l1] |= 512
    },
    Self("L1 entry with reserved bits", says: "L1 entry 0 has reserved bits set") {
      $0[word: $0.l1] |= 1 << 60
    },
    Self(
      "L1 entry to the L1 table", says: "is used twice, once by the L2 table of L1 entry 0"
    ) {
      $0[word: $0.l1] = 1 << 63 | UInt64($0.l1)
    },
    Self("L2 entry outside", says: "L2 entry of disk offset 0 points outside the file") {
      $0[word: $0.l2] = 1 << 63 | 1 << 40
    },
    Self(
      "L2 entry not aligned", says: "disk offset 0 points to an offset that is not aligned"
    ) {
      $0[word: $0.l2] |= 512
    },
    Self("L2 entry with reserved bits", says: "disk offset 4096 has reserved bits set") {
      $0[word: $0.l2 + 8] |= 1 << 57
    },
    Self("L2 entry to its own table", says: "is used twice, once by data of disk offset 0") {
      image in
      image[word: image.l2] = 1 << 63 | UInt64(image.l2)
    },
    Self("cluster twice", says: "is used twice, once by data of disk offset 4096") {
      image in
      image[word: image.l2 + 8] = image[word: image.l2]
    },
    Self(
      "data over the refcount table", says: "used twice, once by data of disk offset 8192"
    ) {
      image in
      image[word: image.l2 + 16] = 1 << 63 | UInt64(image.refcountTable)
    },
    Self("zero bit in version 2", in: .version2, says: "disk offset 0 has the zero bit") {
      $0[word: $0.l2] |= 1
    },
    Self(
      "L2 table twice", in: .sectors, says: "used twice, once by the L2 table of L1 entry 1"
    ) {
      image in
      image[word: image.l1 + 8] = image[word: image.l1]
    },
    Self("refcount block twice", says: "used twice, once by refcount block 1") { image in
      image[word: image.refcountTable + 8] = image[word: image.refcountTable]
    },
    Self(
      "refcount block not aligned", says: "refcount table entry 0 points to an offset that is not"
    ) {
      $0[word: $0.refcountTable] |= 512
    },
    Self(
      "refcount block with reserved bits", says: "refcount table entry 0 has reserved bits"
    ) {
      $0[word: $0.refcountTable] |= 1
    },
    Self("refcount block outside", says: "refcount table entry 5 points outside the file") {
      $0[word: $0.refcountTable + 40] = 1 << 50
    },
    Self(
      "refcount block at 2^64 - 4096", says: "refcount table entry 5 points outside the file"
    ) {
      $0[word: $0.refcountTable + 40] = .max - 4095
    },
    Self("L1 table over the refcount block", says: "used twice, once by the L1 table") {
      $0[word: 40] = $0[word: $0.refcountTable]
    },
    Self("snapshot table over the L1 table", says: "used twice, once by the snapshot table") {
      image in
      image[half: 60] = 1
      image[word: 64] = image[word: 40]
      let l1 = image.l1
      image.bytes.replaceSubrange(l1 + 8..<l1 + 40, with: [UInt8](repeating: 0, count: 32))
      image[word: l1] = 0
    },
    Self(
      "snapshot of a long name", in: .snapshot, says: "a snapshot's tables lie outside the file"
    ) {
      $0[half: Int($0[word: 64]) + 36] = .max
    },
    Self(
      "L1 table of a snapshot outside", in: .snapshot,
      says: "a snapshot's tables lie outside the file"
    ) {
      $0[word: Int($0[word: 64])] = 1 << 40
    },
    Self(
      "L1 table of a snapshot not aligned", in: .snapshot, says: "at 12289, which is not aligned"
    ) {
      $0[word: Int($0[word: 64])] = 12289
    },
    Self(
      "subclusters without a cluster", in: .extended,
      says: "has allocated subclusters, but no offset"
    ) {
      $0[word: $0.l2] = 0
    },
    Self(
      "contradictory subclusters", in: .extended,
      says: "subclusters that are both allocated and zero"
    ) {
      $0[word: $0.l2 + 8] |= 1 << 32
    },
    Self(
      "zero bit of an extended entry", in: .extended, says: "disk offset 0 has reserved bits set"
    ) {
      $0[word: $0.l2] |= 1
    },
    Self("compressed subclusters", in: .extended, says: "is compressed and has subclusters") {
      $0[word: $0.l2] = 1 << 62 | ($0[word: $0.l2] & Qcow2L2Entry.offset)
    },
    Self("compressed outside", in: .deflate, says: "disk offset 0 points outside the file") {
      $0[word: $0.l2] = 1 << 62 | 1 << 40
    },
    Self(
      "compressed in the header", in: .deflate, says: "disk offset 0 points into the header"
    ) {
      $0[word: $0.l2] = 1 << 62 | 4095
    },
    Self(
      "compressed and copied", in: .deflate, says: "is compressed and yet marked as in use once"
    ) {
      $0[word: $0.l2] |= 1 << 63
    },
    Self(
      "compressed over the L2 table", in: .deflate,
      says: "used twice, once by data of disk offset 0"
    ) {
      $0[word: $0.l2] = 1 << 62 | UInt64($0.l2)
    },
    Self(
      "plain over compressed", in: .deflate, says: "used twice, once by data of disk offset 1044480"
    ) {
      image in
      _ = image.append()
      let cluster = image.packed / image.clusterSize * image.clusterSize
      image[word: image.l2 + 255 * 8] = 1 << 63 | UInt64(cluster)
    },
    Self("bad deflate", in: .deflate, says: "does not give a whole cluster") {
      $0.bytes[$0.packed] = 0xff
    },
    Self("deflate of too few bytes", in: .deflate, says: "does not give a whole cluster") {
      image in
      let block: [UInt8] = [1, 4, 0, 0xfb, 0xff, 1, 2, 3, 4]
      image.bytes.replaceSubrange(image.packed..<image.packed + block.count, with: block)
    },
    Self("bad zstd", in: .zstd, says: "does not give a whole cluster") {
      $0.bytes[$0.packed] = 0
    },
    Self("unfinished zstd", in: .zstd, says: "does not give a whole cluster") { image in
      // A raw block of the rest of the cluster that is not the last one.
      let frame: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd, 0, 0, 0, 0x80, 0]
      image.bytes.replaceSubrange(image.packed..<image.packed + frame.count, with: frame)
    },
    Self("one stream thousands of times", in: .large, says: "cannot fit") { image in
      let entry = image[word: image.l2]
      for index in 0..<image.clusterSize / 8 { image[word: image.l2 + index * 8] = entry }
    },
  ]
}
