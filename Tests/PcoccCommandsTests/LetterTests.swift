import ArgumentParser
import DiskImage
import Testing

@testable import PcoccCommands

/// Letters with their values, apart and joined.
struct LetterTests {
  @Test(arguments: [
    ["-f", "json", "-R", "user", "-c", "name", "-c", "id"],
    ["-fjson", "-Ruser", "-cname", "-cid"],
  ])
  func ofLists(_ arguments: [String]) throws {
    let list = try #require(
      try PcoccCommand.parseAsRoot(["image", "list"] + arguments) as? ListCommand)
    #expect(list.query.repo == "user")
    #expect(list.listing.format.format == "json")
    #expect(list.listing.format.columns == ["name", "id"])
  }

  @Test(arguments: [["-n", "-o", "name,id"], ["-n", "-oname,id"]])
  func besidesFlags(_ arguments: [String]) throws {
    let list = try #require(
      try PcoccCommand.parseAsRoot(["image", "list"] + arguments) as? ListCommand)
    #expect(list.listing.noHeader)
    #expect(list.listing.columns == "name,id")
  }

  @Test func ofExports() throws {
    let export = try #require(
      try PcoccCommand.parseAsRoot(
        ["image", "export", "-tqcow2", "a", "b"]) as? ExportCommand)
    #expect(export.format.format == .qcow2)
  }
}
