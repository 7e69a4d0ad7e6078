/// How Lustre spreads files of a folder over its servers, as the attribute `lustre.lov` tells.
enum LustreLayout: Hashable, Sendable {
  /// `count` is -1 for all servers; `size` in bytes.
  case plain(count: Int, size: Int)
  case composite

  /// nil for what is in no known form (struct lov_user_md of lustre_user.h, little-endian).
  init?(attribute bytes: [UInt8]) {
    let field = { (range: Range<Int>) -> Int in
      bytes[range].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    guard bytes.count >= 32 else { return nil }
    switch field(0..<4) {
    case 0x0bd1_0bd0, 0x0bd3_0bd0:
      let count = field(28..<30)
      self = .plain(count: count == 0xffff ? -1 : count, size: field(24..<28))
    case 0x0bd6_0bd0: self = .composite
    default: return nil
    }
  }
}
