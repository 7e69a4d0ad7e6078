import FileSupport
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// What an upgrade makes of the values in metadata of version 1.
struct UpgradedValuesTests {
  private let files = LocalFileSystem()

  /// YAML has more ways to write a value than JSON.
  @Test func valuesKeepTheirTypes() throws {
    try withOldStore { store, old in
      let file = old.legacyFile("plain", 0)
      let text = String(decoding: try files.contents(of: file, limit: 4096), as: UTF8.self)
      let custom =
        #"custom_meta: {a: '12', b: 12, c: 'yes', d: true, e: '', f: null, g: 1.0, h: [1.5, é], "i": {}}"#
      try files.removeFile(file)
      try Data(text.replacing("custom_meta: {}", with: custom).utf8)
        .write(to: URL(fileURLWithPath: file.string))
      _ = try store.upgrade()
      let bytes = try files.contents(of: old.path.appending("meta/plain@0"), limit: 4096)
      let expected =
        #""custom_meta": {"a": "12", "b": 12, "c": "yes", "d": true, "e": "", "f": null, "g": 1.0, "h": [1.5, "\u00e9"], "i": {}}"#
      #expect(String(decoding: bytes, as: UTF8.self).contains(expected))
      // The same again is no conflict.
      try files.createDirectory(file.parent, mode: .ownerReadWriteExecute)
      try files.rename(
        old.path.appending(
          "meta.old/\(file.parent.lastComponent?.string ?? "")/\(file.lastComponent?.string ?? "")"),
        to: file)
      _ = try store.upgrade()
      #expect(try store.oldMetadata().count == 4)
    }
  }

  @Test(arguments: [".inf", ".nan"]) func infinitiesAreRefused(_ number: String) throws {
    try withOldStore { store, old in
      try old.addRevision("wild", 0, timestamp: 1, blobs: [try old.addBlob("x")])
      let file = old.legacyFile("wild", 0)
      let text = String(decoding: try files.contents(of: file, limit: 4096), as: UTF8.self)
      try Data(text.replacing("timestamp: 1.0", with: "timestamp: \(number)").utf8)
        .write(to: URL(fileURLWithPath: file.string))
      let error = #expect(throws: PcoccError.self) { try store.upgrade() }
      #expect(error?.path == file)
    }
  }
}
