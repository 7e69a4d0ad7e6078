internal import FileSupport
internal import ImageStore

/// Where the disks of two images differ.
///
/// Keys: first, second (images as in listings), first_size, second_size (bytes of their disks),
/// same, differing_bytes, extents.
struct DifferenceRecord: Encodable, Sendable {
  let first: ImageRecord
  let second: ImageRecord
  let firstSize: Int
  let secondSize: Int
  let same: Bool
  let differingBytes: Int
  let extents: [DifferingExtentRecord]

  init(_ difference: ImageDifference) {
    first = ImageRecord(difference.first)
    second = ImageRecord(difference.second)
    firstSize = difference.virtualSizes.first
    secondSize = difference.virtualSizes.second
    same = difference.isSame
    differingBytes = difference.differingBytes
    extents = difference.extents.map(DifferingExtentRecord.init)
  }

  /// The whole in one line for people.
  var summary: String {
    let names = "\(first.reference) and \(second.reference)"
    if same { return "\(names) have the same disk" }
    let sizes =
      firstSize == secondSize
      ? "" : ", sizes \(ByteCount.text(firstSize)) and \(ByteCount.text(secondSize))"
    return
      "\(names) differ: \(ByteCount.text(differingBytes)) in \(extents.count.counting("extent"))\(sizes)"
  }
}
