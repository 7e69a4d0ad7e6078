import ArgumentParser
import FileSupport
import Testing

@testable import PcoccCommands

struct ExitStatusTests {
  /// The promise to scripts, spelled out.
  private static let promised: [PcoccError.Code: Int32] = [
    .usage: 64, .corrupt: 65, .unsupported: 65, .notFound: 66, .exists: 73, .io: 74, .noSpace: 74,
    .busy: 75, .permission: 77, .readOnly: 77, .protected: 77, .configuration: 78, .other: 1,
  ]

  @Test(arguments: PcoccError.Code.allCases.filter { $0 != .interrupted })
  func ofCode(_ code: PcoccError.Code) {
    #expect(PcoccError(code, "failed").exitStatus == Self.promised[code])
  }

  @Test func ofSignal() {
    #expect(PcoccError.interrupted(by: 15).exitStatus == 143)
  }

  @Test func helpTellsAll() {
    let help = PcoccCommand.helpMessage(for: ImageCommand.self, columns: 100)
    for status in ExitStatus.allCases {
      #expect(help.contains("\(status.rawValue)"))
      #expect(help.contains(status.meaning))
    }
  }
}
