import Foundation
import SystemPackage
import TestSupport
import Testing

/// A repository with many images of one blob, whose metadata is written as the program and pcocc write it.
struct ManyImages {
  let pcocc: PcoccBinary
  /// What `import` wrote for the image that the others are like.
  private let model: String
  private let folder: FilePath

  private static let model = "model"

  /// Imports the first image, of which the others have the blob, into the repository `user`.
  init(_ pcocc: PcoccBinary) throws {
    self.pcocc = pcocc
    folder = pcocc.folder.appending("user")
    _ = try pcocc.makeFile("disk.raw", blocks: 1)
    let made = try pcocc.run("import", "-q", "disk.raw", Self.model)
    try #require(made.status == 0, "\(made.standardError)")
    model = try String(
      contentsOfFile: folder.appending("meta/\(Self.model)@0").string, encoding: .utf8)
  }

  /// Adds images, every other one of which has metadata as pcocc writes it, seven a second from now
  /// back.
  func add(_ names: [String]) throws {
    let now = Date.now.timeIntervalSince1970
    for (number, name) in names.enumerated() {
      try add(name, madeAt: now - Double(number / 7), isOfPcocc: number.isMultiple(of: 2))
    }
  }

  private func add(_ name: String, madeAt time: Double, isOfPcocc: Bool) throws {
    let id = UUID().uuidString.lowercased()
    var text = model.replacing("\"\(Self.model)\"", with: "\"\(name)\"")
      .replacing(#/("timestamp"|"created_at"): [0-9.]+/#) { "\($0.1): \(time)" }
      .replacing(#/"id": "[^"]*"/#, with: "\"id\": \"\(id)\"")
    if isOfPcocc { text.replace(#/"custom_meta": .*/#, with: #""custom_meta": {}}"#) }
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.appending("meta/\(name)@0").string))
    guard !isOfPcocc else { return }
    try Data("\(name)\n".utf8)
      .write(to: URL(fileURLWithPath: folder.appending(".ids/\(id)").string))
  }
}
