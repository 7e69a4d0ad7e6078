import FileSupport
import Testing

@testable import DiskImage

@Suite struct FormatSettingsTests {
  struct Case: Sendable {
    var lists: [String]
    var expected: Qcow2Options
  }

  @Test(arguments: [
    Case(lists: [], expected: Qcow2Options()),
    Case(lists: ["cluster_size=64k"], expected: Qcow2Options(clusterSize: 64 << 10)),
    Case(lists: ["cluster_size=2M"], expected: Qcow2Options(clusterSize: 2 << 20)),
    Case(lists: ["cluster_size=512"], expected: Qcow2Options(clusterSize: 512)),
    Case(lists: ["compat=0.10"], expected: Qcow2Options(version: .two)),
    Case(lists: ["compat=v3"], expected: Qcow2Options(version: .three)),
    Case(
      lists: ["compat=v2,compression=zlib", "cluster_size=4K"],
      expected: Qcow2Options(version: .two, clusterSize: 4096, compression: .zlib)),
    Case(lists: ["compression=ZSTD"], expected: Qcow2Options(compression: .zstd)),
  ])
  func understands(_ table: Case) throws {
    let output = try OutputFormat(.qcow2, settings: FormatSettings(table.lists))
    #expect(output == .qcow2(table.expected))
  }

  struct Refusal: Sendable {
    var format = DiskFormat.qcow2
    var list: String
    var message: String
  }

  @Test(arguments: [
    Refusal(
      list: "preallocation=full",
      message: "no qcow2 option \"preallocation\"; there are: cluster_size, compat, compression"
    ),
    Refusal(
      format: .raw, list: "compat=v3", message: "no raw option \"compat\"; there are none"),
    Refusal(list: "compat", message: "bad option \"compat\"; expected KEY=VALUE"),
    Refusal(
      list: "compat=2",
      message: "bad value \"2\" of option compat; expected 0.10 or 1.1 or v2 or v3"),
    Refusal(
      list: "cluster_size=3k",
      message: "bad value \"3k\" of option cluster_size;"
        + " expected bytes from 512 to 2M, a power of two"),
    Refusal(
      list: "cluster_size=9999999999999999M",
      message: "bad value \"9999999999999999M\" of option cluster_size;"
        + " expected bytes from 512 to 2M, a power of two"),
    Refusal(
      list: "compat=v2,compression=zstd",
      message: "qcow2 version 2 knows no zstd; use compat=1.1 or compression=zlib"),
  ])
  func refuses(_ table: Refusal) throws {
    let error = try #require(throws: PcoccError.self) {
      try OutputFormat(table.format, settings: FormatSettings([table.list]))
    }
    #expect(error.code == .usage)
    #expect(error.description == table.message)
  }

  @Test func compressOptionCounts() throws {
    let output = try OutputFormat(.qcow2, settings: FormatSettings(), compression: .zstd)
    #expect(output == .qcow2(Qcow2Options(compression: .zstd)))
    #expect(throws: PcoccError.self) {
      try OutputFormat(.raw, settings: FormatSettings(), compression: .zlib)
    }
  }
}
