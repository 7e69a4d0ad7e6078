import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import FileSupport

struct AccessControlListTests {
  private let list = AccessControlList(
    mode: [.ownerReadWrite],
    readers: FileReaders(users: [1001, 7], groups: [0x0102_0304]))

  /// As the kernel keeps that of `setfacl -m u:7:r,u:1001:r,g:16909060:r` on a file of mode 600.
  @Test func isKeptInTheFormOfTheKernel() {
    let words: [[UInt8]] = [
      [2, 0, 0, 0],
      [1, 0, 6, 0, 255, 255, 255, 255],
      [2, 0, 4, 0, 7, 0, 0, 0],
      [2, 0, 4, 0, 0xe9, 3, 0, 0],
      [4, 0, 0, 0, 255, 255, 255, 255],
      [8, 0, 4, 0, 4, 3, 2, 1],
      [16, 0, 4, 0, 255, 255, 255, 255],
      [32, 0, 0, 0, 255, 255, 255, 255],
    ]
    #expect(list.encoded == words.flatMap(\.self))
    #expect(AccessControlList(parsing: list.encoded) == list)
  }

  @Test func whatIsNoListIsNone() {
    let bytes = list.encoded
    #expect(AccessControlList(parsing: []) == nil)
    #expect(AccessControlList(parsing: bytes.dropLast()) == nil)
    #expect(AccessControlList(parsing: [3] + bytes.dropFirst()) == nil)
    #expect(AccessControlList(parsing: bytes.prefix(4) + [3] + bytes.dropFirst(5)) == nil)
  }

  /// The mask takes from all but owner and others.
  @Test func maskedReadersReadNothing() {
    var bytes = AccessControlList(
      mode: [.ownerRead, .groupRead], readers: FileReaders(users: [7])
    ).encoded
    bytes[bytes.count - 14] = 0
    let list = AccessControlList(parsing: bytes)
    #expect(list?.mode == [.ownerRead])
    #expect(list?.readers.isEmpty == true)
  }

  @Test func filesAreGivenToReadersAndTakenBack() throws {
    try withTemporaryFolder { folder in
      let file = try LocalFileSystem().createFile(folder.appending("file"), mode: .ownerReadWrite)
      let readers = FileReaders(users: [42_001], groups: [42_100])
      for mode: FilePermissions in [[.ownerRead], [.ownerReadWrite, .groupRead, .otherRead]] {
        try file.setAccess(FileAccess(mode: mode, readers: readers))
        var access = try file.access()
        #expect(access.mode == mode)
        #expect(access.readers == readers)
        try file.setAccess(FileAccess(mode: mode, readers: FileReaders()))
        access = try file.access()
        #expect(access.mode == mode)
        #expect(access.readers?.isEmpty == true)
        #expect(try file.status().mode == UInt16(mode.rawValue))
      }
    }
  }
}
