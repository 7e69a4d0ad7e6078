import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

@Suite struct SealedTrashTests {
  /// What others keep to themselves is no finding; what they cannot mean to keep is one.
  @Test(arguments: [true, false])
  func whatOthersKeepIsNoProblem(_ isSealed: Bool) throws {
    try withTemporaryFolder { folder in
      let files = InterceptingFileSystem(before: { call in
        guard call.operation == .entries, call.path.lastComponent == "data",
          call.path.string.contains("/.trash/")
        else { return }
        throw PcoccError.fileSystem("cannot read folder", call.path, .permissionDenied)
      })
      let repository = try TestStore(folder).repository()
      let run = try repository.trash.makeRun()
      if isSealed { try LocalFileSystem().rename(run.path, to: run.sealed.path) }
      let problems = try TestStore(folder, files: files).repository().trash.problems()
      #expect(problems.map(\.code) == (isSealed ? [] : [.permission]))
    }
  }
}
