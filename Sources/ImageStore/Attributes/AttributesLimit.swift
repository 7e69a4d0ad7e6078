internal import FileSupport

/// How much an image's attributes hold at most, as in the Images API.
enum AttributesLimit {
  /// Tags, properties, and members, each.
  static let count = 128
  /// Characters of a tag and of a property's name.
  static let length = 255
  /// Bytes of a property's value.
  static let valueSize = 64 << 10
  /// Bytes of all that an image carries, as it is written down: well below what readers take of a file.
  static let totalSize = 1 << 20

  static func checkTag(_ tag: String) throws {
    try check(tag, "a tag", length)
  }

  static func checkProperty(_ key: String, _ value: String) throws {
    try check(key, "a property's name", length)
    guard !key.hasPrefix("os_glance") else {
      throw PcoccError(.usage, "\"\(key)\": names that begin with os_glance are reserved")
    }
    guard value.utf8.count <= valueSize else {
      throw PcoccError(
        .usage, "the value of \"\(key)\" has \(value.utf8.count) bytes, more than \(valueSize)")
    }
  }

  /// - Parameter what: in the plural.
  static func checkCount(_ number: Int, of what: String) throws {
    guard number <= count else {
      throw PcoccError(
        .usage, "an image has at most \(count) \(what), these would be \(number)")
    }
  }

  /// - Throws: `usage` where it is more than an image may carry, and not less than before.
  static func checkSize(of attributes: ImageAttributes, before: ImageAttributes? = nil) throws {
    let size = attributes.storedSize
    guard size > totalSize, before.map({ $0.storedSize <= size }) ?? true else { return }
    throw PcoccError(
      .usage,
      "an image carries at most \(totalSize) bytes, as they are written down, these would be \(size)",
      advice: "keep long texts in a file, and its name in a property")
  }

  private static func check(_ text: String, _ what: String, _ length: Int) throws {
    guard !text.isEmpty else { throw PcoccError(.usage, "\(what) cannot be empty") }
    let count = text.unicodeScalars.count
    guard count <= length else {
      throw PcoccError(
        .usage,
        "\(what) has at most \(length) characters, \"\(text.prefix(20))…\" has \(count)")
    }
  }
}

extension ImageAttributes {
  fileprivate var storedSize: Int { JSONValue.object(json).text.utf8.count }
}
