internal import FileSupport
internal import SystemPackage

/// What can be told of a raw disk: its length, and how the guest divided it.
struct RawContent: ImageHeader {
  let virtualSize: Int
  let details: [ImageInspection.Detail]

  var unitSize: Int? { nil }
  var featureNames: [String] { [] }
  var references: [ImageInspection.Reference] { [] }

  init(file: any File) throws {
    let signature = try FileSignature(file)
    virtualSize = signature.size
    var details: [ImageInspection.Detail] = []
    details.add("partition-table", signature.partitionTable)
    details.add("file-system", signature.isIso9660 ? "ISO 9660" : nil)
    details.add("boot-sector", signature.hasBootSector ? "yes" : nil)
    // Other programs would take these bytes for an image; whoever sees this took them as raw.
    let others = try FormatDetection.detect(file).names
    details.add("looks-like", others.isEmpty ? nil : others.joined(separator: ", "))
    self.details = details
  }

  func refusals(path: FilePath) -> [PcoccError] { [] }
}

extension FileSignature {
  /// Whether the first sector ends as those that a BIOS starts.
  fileprivate var hasBootSector: Bool { hasHead([0x55, 0xaa], at: 510) }

  /// The kind of partition table: GPT with sectors of 512 or 4096 bytes (UEFI specification, 5.3.2)
  /// or the four entries of an MBR.
  fileprivate var partitionTable: String? {
    if hasHead("EFI PART", at: 512) || hasHead("EFI PART", at: 4096) { return "GPT" }
    guard hasBootSector else { return nil }
    let entries = stride(from: 446, to: 510, by: 16).map { Array(head[$0..<$0 + 16]) }
    // The boot flag is 0 or 0x80; boot sectors of file systems have code there.
    guard entries.allSatisfy({ $0[0] & 0x7f == 0 }) else { return nil }
    return entries.contains { $0[4] != 0 && $0[12...].contains { $0 != 0 } } ? "MBR" : nil
  }
}
