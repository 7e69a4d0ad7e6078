internal import Foundation
public import SystemPackage

/// Runs `body` with a fresh folder that is removed afterwards, read-only parts included.
public func withTemporaryFolder<Result>(_ body: (FilePath) throws -> Result) throws -> Result {
  let folder = FilePath(NSTemporaryDirectory()).appending("pcocc-test-\(UUID().uuidString)")
  try FileManager.default.createDirectory(
    atPath: folder.string, withIntermediateDirectories: false)
  defer { try? FileManager.default.removeItem(atPath: folder.string) }
  return try body(folder)
}
