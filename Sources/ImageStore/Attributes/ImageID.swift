internal import Crypto
internal import FileSupport
internal import Foundation

/// What names an image for life, whatever its name becomes: a UUID in lower case.
public struct ImageID: Sendable, Hashable, CustomStringConvertible {
  /// The 36 characters of the UUID, in lower case.
  public let description: String

  /// nil where `text` is no UUID in its usual form of 36 characters.
  public init?(_ text: String) {
    guard Self.isUUID(text) else { return nil }
    description = text.lowercased()
  }

  /// RFC 9562, section 4: groups of 8, 4, 4, 4 and 12 hexadecimal digits. Foundation makes a number of
  /// them and prints that again, which would be a tenth of what a long list costs.
  private static func isUUID(_ text: String) -> Bool {
    var position = 0
    for byte in text.utf8 {
      let isDash = [8, 13, 18, 23].contains(position)
      guard isDash ? byte == UInt8(ascii: "-") : byte.isHexDigit else { return false }
      position += 1
    }
    return position == 36
  }

  /// Throws `usage` where `text` is no UUID.
  public init(argument text: String) throws {
    guard let id = ImageID(text) else {
      throw PcoccError(
        .usage, "\"\(text)\" is not an image id",
        advice: "an id is a UUID of 36 characters; without one, a new one is made")
    }
    self = id
  }

  /// A new one, which no other image has.
  static func random() -> ImageID { ImageID(UUID()) }

  private init(_ uuid: UUID) { description = uuid.uuidString.lowercased() }

  /// The id of an image that was given none: the same on every node and at every time.
  ///
  /// - Parameter revision: the image's lowest. A later image of the same name has another one.
  init(of revision: RevisionMetadata) {
    var hash = SHA256()
    hash.update(data: Data(revision.encoded()))
    var bytes = Array(hash.finalize().prefix(16))
    // RFC 9562, section 5.4: version 4 and its variant, which tools that check ids look for.
    bytes[6] = bytes[6] & 0x0f | 0x40
    bytes[8] = bytes[8] & 0x3f | 0x80
    let groups = [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { bytes[$0].hexDigits }
    description = groups.joined(separator: "-")
  }
}
