public import SystemPackage

/// A mounted file system, as the kernel describes it.
public struct Mount: Sendable, Hashable {
  /// The folder it is mounted on.
  public var point: FilePath
  /// The kind of file system, such as "ext4" or "nfs4".
  public var type: String
  /// The device, or the server and its folder.
  public var source: String
  /// Options of the mount, then those of its file system: "ro", "vers=4.2".
  public var options: [String]

  /// A mount of these fields, as the kernel means them: nothing in them is escaped.
  public init(point: FilePath, type: String, source: String, options: [String]) {
    self.point = point
    self.type = type
    self.source = source
    self.options = options
  }

  /// Whether an option is set that has no value.
  public func has(_ option: String) -> Bool { options.contains(option) }

  /// The value of the option `name=value`; nil where it is not shown, because it has its default.
  public func value(_ name: String) -> String? {
    options.last { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
  }
}

extension Mount {
  /// Reads a line of /proc/self/mountinfo, proc(5); nil for one that is not in that form.
  public init?(line: some StringProtocol) {
    let fields = line.split(separator: " " as Character).map { String($0) }
    guard fields.count > 6, let dash = fields[6...].firstIndex(of: "-"), fields.count > dash + 2
    else { return nil }
    let mountOptions = fields[5].split(separator: ",").map(String.init)
    let superOptions = fields.dropFirst(dash + 3).first.map {
      $0.split(separator: ",").map(String.init)
    }
    self.init(
      point: FilePath(fields[4].unescapingOctal), type: fields[dash + 1],
      source: fields[dash + 2].unescapingOctal,
      options: mountOptions + (superOptions ?? []).filter { !mountOptions.contains($0) })
  }
}

extension String {
  /// The kernel writes blanks, tabs, line ends and backslashes as `\` and three octal digits.
  fileprivate var unescapingOctal: String {
    let bytes = Array(utf8)
    var result: [UInt8] = []
    var position = 0
    while position < bytes.count {
      let digits = bytes[position...].dropFirst().prefix(3)
      if bytes[position] == UInt8(ascii: "\\"), digits.count == 3,
        let byte = UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
      {
        result.append(byte)
        position += 4
      } else {
        result.append(bytes[position])
        position += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
