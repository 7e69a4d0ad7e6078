internal import FileSupport
internal import SystemPackage

/// The parts of a file in which formats have their signatures.
struct FileSignature {
  /// Enough for the descriptor of an ISO 9660 file system, and for long comments before the text
  /// of a VMDK.
  static let headLength = 64 << 10

  let path: FilePath
  let size: Int
  let head: [UInt8]
  /// The last 512 bytes; empty where there are less.
  let tail: [UInt8]

  init(_ file: any File) throws {
    path = file.path
    size = try file.status().size
    head = try file.bytes(at: 0, count: min(size, Self.headLength))
    tail = size < 512 ? [] : try file.bytes(at: size - 512, count: 512)
  }

  func hasHead(_ bytes: [UInt8], at offset: Int = 0) -> Bool {
    head.dropFirst(offset).starts(with: bytes)
  }

  func hasHead(_ text: String, at offset: Int = 0) -> Bool {
    hasHead(Array(text.utf8), at: offset)
  }

  /// A number in the head, or nil where the file is shorter.
  func bigEndian32(_ offset: Int) -> UInt32? {
    try? HeaderFields(bytes: head, order: .big, path: path).uint32(offset)
  }
}
