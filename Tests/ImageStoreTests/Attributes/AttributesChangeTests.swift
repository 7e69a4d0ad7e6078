import FileSupport
import SystemPackage
import Testing

@testable import ImageStore

struct AttributesChangeTests {
  private func attributes() throws -> ImageAttributes {
    ImageAttributes(id: .random(), owner: "alice", createdAt: 1, updatedAt: 1)
  }

  struct Refused: Sendable, CustomStringConvertible {
    let key: String
    let value: String
    let word: String
    var description: String { "\(key.prefix(20))=\(value.prefix(20))" }
  }

  static let refused: [Refused] = [
    Refused(key: "min_disk", value: "-1", word: "whole number"),
    Refused(key: "min_disk", value: "2147483648", word: "whole number"),
    Refused(key: "min_ram", value: "1.5", word: "whole number"),
    Refused(key: "min_ram", value: "", word: "whole number"),
    Refused(key: "protected", value: "maybe", word: "true or false"),
    Refused(key: "os_hidden", value: "", word: "true or false"),
    Refused(key: "visibility", value: "Public", word: "private, shared, community, public"),
    Refused(key: "container_format", value: "box", word: "bare, ami"),
    Refused(key: "disk_format", value: "vpc", word: "vhdx"),
    Refused(key: "owner", value: "", word: "user name"),
    Refused(key: "owner", value: "a b", word: "user name"),
    Refused(key: "id", value: "x", word: "fixed"),
    Refused(key: "name", value: "x", word: "rename"),
    Refused(key: "tags", value: "x", word: "tag"),
    Refused(key: "status", value: "active", word: "reactivate"),
    Refused(key: "members", value: "x", word: "share"),
    Refused(key: "size", value: "1", word: "fact"),
    Refused(key: "checksum", value: "1", word: "fact"),
    Refused(key: "created_at", value: "1", word: "fact"),
    Refused(key: "properties", value: "1", word: "KEY=VALUE"),
    Refused(key: "os_glance_x", value: "1", word: "reserved"),
    Refused(key: "", value: "1", word: "empty"),
    Refused(key: String(repeating: "ä", count: 256), value: "1", word: "255"),
    Refused(key: "long", value: String(repeating: "x", count: 65537), word: "65536"),
  ]

  @Test(arguments: refused) func refuses(_ table: Refused) throws {
    var change = AttributesChange()
    change.values = [table.key: table.value]
    var attributes = try attributes()
    let error = #expect(throws: PcoccError.self) { try change.apply(to: &attributes) }
    #expect(error?.code == .usage)
    #expect(error?.message.contains(table.word) == true, "\(error?.message ?? "")")
  }

  @Test func takesEveryValueOfTheImagesAPI() throws {
    let values: [(String, [String])] = [
      ("visibility", ["private", "shared", "community", "public"]),
      ("container_format", ["bare", "ami", "ari", "aki", "ovf", "ova", "docker", "compressed"]),
      (
        "disk_format",
        [
          "ami", "ari", "aki", "vhd", "vhdx", "vmdk", "raw", "qcow2", "vdi", "iso", "ploop", "qed",
        ]
      ),
      ("protected", ["true", "False", "1"]), ("os_hidden", ["yes", "no"]),
      ("min_disk", ["0", "2147483647"]), (String(repeating: "ä", count: 255), ["", "ü"]),
      ("a.b:c/d", ["1"]),
    ]
    for (key, texts) in values {
      for text in texts {
        var attributes = try attributes()
        var change = AttributesChange()
        change.values = [key: text]
        try change.apply(to: &attributes)
        #expect(try roundTrip(attributes) == attributes, "\(key)=\(text)")
      }
    }
  }

  private func roundTrip(_ attributes: ImageAttributes) throws -> ImageAttributes {
    var read = ImageAttributes(id: attributes.id, owner: "", createdAt: 0, updatedAt: 0)
    try read.take(JSONObject(members: attributes.json, path: "x"))
    return read
  }

  @Test func holdsTo128TagsAndProperties() throws {
    var attributes = try attributes()
    var change = AttributesChange()
    for number in 0..<128 {
      change.values["p\(number)"] = "1"
      change.addedTags.insert("t\(number)")
    }
    try change.apply(to: &attributes)
    var property = AttributesChange()
    property.values = ["p128": "1"]
    var tag = AttributesChange()
    tag.addedTags = ["t128"]
    for more in [property, tag] {
      var copy = attributes
      let error = #expect(throws: PcoccError.self) { try more.apply(to: &copy) }
      #expect(error?.message.contains("at most 128") == true)
    }
    // In place of another one there is room.
    property.unset = ["p0"]
    try property.apply(to: &attributes)
    #expect(attributes.properties.count == 128)
  }

  @Test func givesBackWhatIsUnset() throws {
    var attributes = try attributes()
    let plain = attributes
    var change = AttributesChange()
    change.values = [
      "visibility": "private", "protected": "true", "os_hidden": "true", "min_disk": "1",
      "min_ram": "2", "container_format": "ova", "x": "y",
    ]
    change.addedTags = ["t"]
    try change.apply(to: &attributes)
    var undo = AttributesChange()
    undo.unset = Set(change.values.keys)
    undo.removedTags = ["t"]
    try undo.apply(to: &attributes)
    #expect(attributes == plain)
    for unset in ["id", "owner", "created_at", "never set"] {
      var change = AttributesChange()
      change.unset = [unset]
      #expect(throws: PcoccError.self) { try change.apply(to: &attributes) }
    }
  }
}
