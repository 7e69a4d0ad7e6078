internal import ArgumentParser
internal import FileSupport
internal import ImageStore

/// What an image is to carry, by the names of the Images API.
struct AttributeOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Disk that a machine needs, in GB", valueName: "gb"))
  var minDisk: String?
  @Option(help: ArgumentHelp("Memory that a machine needs, in MB", valueName: "mb"))
  var minRam: String?
  @Option(help: ArgumentHelp("User whose image it is", valueName: "user"))
  var owner: String?
  @Option(
    help: ArgumentHelp("Who may see it: private, shared, community, public", valueName: "who"),
    completion: .list(Visibility.allCases.map(\.rawValue)))
  var visibility: String?
  @Option(
    help: ArgumentHelp("Label of the container's format", valueName: "format"),
    completion: .list(ContainerFormat.allCases.map(\.rawValue)))
  var containerFormat: String?
  @Option(
    help: ArgumentHelp("Label of the disk's format", valueName: "format"),
    completion: .list(CatalogDiskFormat.allCases.map(\.rawValue)))
  var diskFormat: String?
  @Flag(
    name: .customLong("protected"), inversion: .prefixedNo,
    help: "Let nobody delete it")
  var isProtected: Bool?
  @Flag(
    name: .customLong("hidden"), inversion: .prefixedNo, help: "Leave it out of lists")
  var isHidden: Bool?
  @Option(
    name: .customLong("tag"), parsing: .singleValue,
    help: ArgumentHelp("Add a tag; may be repeated", valueName: "tag"))
  var tags: [String] = []
  @Option(
    name: .customLong("property"), parsing: .singleValue,
    help: ArgumentHelp("Set a property; may be repeated", valueName: "key=value"))
  var properties: [String] = []

  /// What is asked for.
  ///
  /// - Parameter assignments: attributes and properties as KEY=VALUE.
  /// - Throws: `usage` for one that is not.
  func change(_ assignments: [String] = []) throws -> AttributesChange {
    var change = AttributesChange()
    for text in assignments {
      let (key, value) = try Self.parts(of: text)
      try AttributesChange.checkSpelling(ofProperty: key)
      try change.assign(key, value)
    }
    for text in properties {
      let (key, value) = try Self.parts(of: text)
      try change.assign(key, value)
    }
    let options: [(String, String?)] = [
      ("min_disk", minDisk), ("min_ram", minRam), ("owner", owner), ("visibility", visibility),
      ("container_format", containerFormat), ("disk_format", diskFormat),
      ("protected", isProtected.map(String.init)), ("os_hidden", isHidden.map(String.init)),
    ]
    for (key, value) in options { try value.map { try change.assign(key, $0) } }
    change.addedTags = Set(tags)
    return change
  }

  private static func parts(of text: String) throws -> (key: String, value: String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else {
      throw PcoccError.usage("\"\(text)\" is not KEY=VALUE")
    }
    return (String(parts[0]), String(parts[1]))
  }
}

extension AttributesChange {
  fileprivate mutating func assign(_ key: String, _ value: String) throws {
    guard values.updateValue(value, forKey: key) == nil else {
      throw PcoccError.usage("\"\(key)\" is set twice")
    }
  }
}
