internal import Foundation

/// What a qcow2 file says of the file below it.
struct Qcow2Backing: Equatable {
  var name: String?
  var format: String?

  init(name: String? = nil, format: String? = nil) {
    self.name = name
    self.format = format
  }

  /// nil where the bytes are no qcow2 file.
  init?(_ file: Data) {
    let bytes = [UInt8](file.prefix(1 << 16))
    func number(_ offset: Int, _ count: Int) -> Int? {
      guard offset >= 0, offset + count <= bytes.count else { return nil }
      return bytes[offset..<offset + count].reduce(0) { $0 << 8 | Int($1) }
    }
    func text(_ offset: Int, _ count: Int) -> String? {
      guard offset >= 0, count >= 0, offset + count <= bytes.count else { return nil }
      return String(decoding: bytes[offset..<offset + count], as: UTF8.self)
    }
    guard number(0, 4) == 0x5146_49fb, let version = number(4, 4), let start = number(8, 8),
      let length = number(16, 4)
    else { return nil }
    if start != 0 { name = text(start, length) }
    // Header extensions: type, length, and as many bytes, padded to eight.
    var offset = version == 2 ? 72 : number(100, 4) ?? 104
    while let type = number(offset, 4), type != 0, let size = number(offset + 4, 4) {
      if type == 0xe279_2aca { format = text(offset + 8, size) }
      offset += 8 + (size + 7) / 8 * 8
    }
  }
}
