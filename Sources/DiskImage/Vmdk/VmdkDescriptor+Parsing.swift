internal import FileSupport
internal import SystemPackage

extension VmdkDescriptor {
  /// Parses the text, which zeros may follow.
  ///
  /// Other programs find the keys wherever they stand, also in comments and behind NUL bytes; so
  /// nothing that is not understood is passed over here.
  ///
  /// - Throws: `corrupt` with the line that is wrong.
  init(_ bytes: [UInt8], path: FilePath) throws {
    let text = try Self.text(bytes, path)
    var values: [String: String] = [:]
    var extents: [VmdkExtent] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let line = Line(line.trimmed)
      switch line {
      case .empty: break
      case .value(let key, let value) where values[key] == nil: values[key] = value
      case .extent(let extent): extents.append(extent)
      case .value, nil:
        throw PcoccError.corruptImage(path, "line \(index + 1) of the VMDK descriptor is wrong")
      }
    }
    try self.init(values, extents, path: path)
  }

  private init(_ values: [String: String], _ extents: [VmdkExtent], path: FilePath) throws {
    func value<Result>(_ key: String, _ convert: (String) -> Result?) throws -> Result {
      guard let result = values[key.lowercased()].flatMap(convert) else {
        throw PcoccError.corruptImage(path, "VMDK descriptor without a valid \(key)")
      }
      return result
    }
    version = try value("version") { Int($0) }
    contentID = try value("CID") { UInt32($0, radix: 16) }
    parentContentID = try value("parentCID") { UInt32($0, radix: 16) }
    createType = try value("createType") { $0 }
    self.values = values
    self.extents = extents
    virtualSize = 0
    guard !extents.isEmpty else {
      throw PcoccError.corruptImage(path, "VMDK descriptor without an extent")
    }
    for extent in extents {
      let (sum, overflow) = virtualSize.addingReportingOverflow(extent.size)
      guard !overflow else {
        throw PcoccError.corruptImage(path, "the extents of the VMDK descriptor are too large")
      }
      virtualSize = sum
    }
  }

  /// The text before the padding.
  private static func text(_ bytes: [UInt8], _ path: FilePath) throws -> String {
    let text = bytes.prefix { $0 != 0 }
    guard isPadding(bytes[text.endIndex...], after: text) else {
      throw PcoccError.corruptImage(path, "NUL bytes inside the VMDK descriptor")
    }
    // A line end of two characters counts as one that is neither of them.
    guard let result = String(validating: text, as: UTF8.self)?.replacing("\r\n", with: "\n"),
      result.utf8.allSatisfy({ $0 >= 0x20 || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\n") })
    else {
      throw PcoccError.corruptImage(path, "the VMDK descriptor is not a text")
    }
    return result
  }

  /// Whether nothing follows the text.
  ///
  /// QEMU writes a changed content ID over the old one, and where it has fewer digits, the last
  /// characters of the longer text stay behind the end of the new one.
  private static func isPadding(_ bytes: ArraySlice<UInt8>, after text: ArraySlice<UInt8>) -> Bool {
    let digits = 8
    return bytes.dropFirst(digits).allSatisfy { $0 == 0 }
      && bytes.prefix(digits).split(separator: 0).allSatisfy { text.suffix($0.count) == $0 }
  }

  /// What a line is.
  private enum Line {
    case empty
    case value(key: String, String)
    case extent(VmdkExtent)

    /// nil where it is nothing that is known.
    init?(_ line: Substring) {
      if line.isEmpty || line.hasPrefix("#") {
        self = .empty
      } else if let extent = VmdkExtent(line) {
        self = .extent(extent)
      } else {
        guard let equals = line.firstIndex(of: "=") else { return nil }
        let key = line[..<equals].trimmed
        // Other programs may take a line that begins with an access word for an extent.
        guard !key.isEmpty, key.utf8.allSatisfy(\.isKeyCharacter),
          VmdkExtent.Access(rawValue: key.uppercased()) == nil,
          let value = line[line.index(after: equals)...].trimmed.unquoted
        else { return nil }
        self = .value(key: key.lowercased(), value)
      }
    }
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    var text = drop(while: \.isBlank)
    while text.last?.isBlank == true { text.removeLast() }
    return text
  }

  /// The text without quotes around it; nil where it has others.
  fileprivate var unquoted: String? {
    let isQuoted = count >= 2 && first == "\"" && last == "\""
    let text = isQuoted ? dropFirst().dropLast() : self
    return text.utf8.contains(UInt8(ascii: "\"")) ? nil : String(text)
  }
}

extension Character {
  fileprivate var isBlank: Bool { self == " " || self == "\t" }
}

extension UInt8 {
  fileprivate var isKeyCharacter: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
