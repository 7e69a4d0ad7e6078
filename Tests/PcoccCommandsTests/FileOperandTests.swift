import DiskImage
import FileSupport
import ImageStore
import SystemPackage
import Testing

@testable import PcoccCommands

struct FileOperandTests {
  struct Case: Sendable {
    var text: String
    var declared: DiskFormat?
    var endpoint: ImageEndpoint
    var format: DiskFormat?
  }

  /// A descriptor that is no terminal, and is not used.
  private static let stream = FileDescriptor(rawValue: -1)

  @Test(arguments: [
    Case(text: "a.img", endpoint: .file("a.img")),
    Case(text: "a.img", declared: .vdi, endpoint: .file("a.img"), format: .vdi),
    Case(text: "-", endpoint: .stream(stream)),
    Case(text: "./-", endpoint: .file("./-")),
    Case(text: "qcow2:/a/b", endpoint: .file("/a/b"), format: .qcow2),
    Case(text: "VHD:b", declared: .vpc, endpoint: .file("b"), format: .vpc),
    Case(text: "raw:-", endpoint: .stream(stream), format: .raw),
    Case(text: "./raw:disk", endpoint: .file("./raw:disk")),
    Case(text: "other:disk", endpoint: .file("other:disk")),
    Case(text: "raw:vdi:disk", endpoint: .file("vdi:disk"), format: .raw),
  ])
  func understands(_ table: Case) throws {
    let operand = try FileOperand(table.text, declared: table.declared, stream: Self.stream)
    #expect(operand.endpoint == table.endpoint)
    #expect(operand.format == table.format)
  }

  @Test(arguments: ["", "raw:"])
  func refusesNoName(_ text: String) throws {
    let error = try #require(throws: PcoccError.self) {
      try FileOperand(text, declared: nil, stream: Self.stream)
    }
    #expect(error.code == .usage)
  }

  @Test func refusesContradiction() throws {
    let error = try #require(throws: PcoccError.self) {
      try FileOperand("raw:disk", declared: .vdi, stream: Self.stream)
    }
    #expect(error.description == "-t vdi contradicts \"raw:disk\"; give the format once")
  }
}
