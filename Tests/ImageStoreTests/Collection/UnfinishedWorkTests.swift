import FileSupport
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// What a collection does with work that never came to its end, and with such that will.
@Suite struct UnfinishedWorkTests {
  private func withTrial(_ body: (CollectionTrial) throws -> Void) throws {
    try withTemporaryFolder { try body(try CollectionTrial($0, files: CollectionTrial.backdating)) }
  }

  private func make(_ folders: [FilePath], _ places: [FilePath]) throws {
    for folder in folders {
      try LocalFileSystem().createDirectory(folder, mode: RepositoryLayout.folderMode)
    }
    for place in places { try Data("x".utf8).write(to: URL(fileURLWithPath: place.string)) }
  }

  @Test func itIsSweptAfterTheGrace() throws {
    try withTrial { trial in
      let layout = trial.repository.layout
      let digest = try trial.publish("box")
      let folder = layout.staging.appending("n1.1.ab")
      let places = [
        folder.appending("blob"), layout.staging.appending("tmpx_y"),
        layout.blobFolder(digest).appending(".in-ab"), layout.metadata.appending(".in-cd"),
        layout.attributes.appending(".in-ef"),
      ]
      try make([folder], places)
      #expect(try trial.collect().summaries == Array(repeating: "kept unfinished young", count: 5))
      // The folder is old, what is written in it is not.
      try trial.setAge(CollectionTrial.old, of: folder)
      #expect(try trial.collect().summaries.contains("removed unfinished abandoned") == false)
      for place in places + [folder] { try trial.setAge(CollectionTrial.old, of: place) }
      #expect(
        try trial.collect().summaries
          == Array(repeating: "removed unfinished abandoned", count: 5))
      for place in places { #expect(!trial.exists(place)) }
      #expect(trial.isStored(digest))
    }
  }

  /// A copy within one file system has the time of its source.
  @Test func copiesOfOldBlobsAreNotSwept() throws {
    try withTemporaryFolder { folder in
      let items = Mutex<[CollectionItem]>([])
      let other = Mutex<CollectionTrial?>(nil)
      let files = InterceptingFileSystem(after: { call in
        let name = call.path.lastComponent?.string ?? ""
        guard call.operation == .rename, name.hasPrefix(RepositoryLayout.temporaryPrefix),
          let trial = other.withLock({ $0.take() })
        else { return }
        let found = try trial.collect()
        items.withLock { $0 = found }
      })
      let store = try TestStore(folder, files: files)
      let source = try store.repository("global")
      let metadata = try store.publish("box", in: source)
      let trial = try CollectionTrial(folder)
      try trial.setAge(CollectionTrial.ancient, of: source.layout.blob(metadata.layers[0]))
      _ = try trial.collect()
      other.withLock { $0 = trial }
      try trial.repository.withStagingFolder { staging in
        let path = staging.appending("blob")
        try files.link(source.layout.blob(metadata.layers[0]), as: path)
        _ = try store.repository().publishImage(
          RevisionDraft(name: ImageName("copy"), kind: .vm, layers: metadata.layers),
          staged: [StagedBlob(digest: metadata.layers[0], size: 4, path: path)])
      }
      #expect(
        items.withLock { $0.filter { $0.path.string.contains("data/") }.summaries }
          == ["kept unfinished young"])
    }
  }

  /// Folders in folders, which only other programs make.
  @Test func treesAreSweptWhole() throws {
    try withTrial { trial in
      let layout = trial.repository.layout
      let doctor = layout.doctorFolder("ab")
      let folders = [
        layout.staging.appending("x"), layout.staging.appending("x/y"),
        layout.trash.appending(".in-ab"), layout.trash.appending(".in-ab/meta"), doctor,
        doctor.appending("names"),
      ]
      let places = [folders[1].appending("z"), folders[5].appending("file")]
      try make(folders, places)
      let link = layout.staging.appending("x/y/link").string
      try FileManager.default.createSymbolicLink(
        atPath: link, withDestinationPath: layout.metadata.string)
      try Oracle.run("touch", package: "coreutils", ["-h", "-d", "2 days ago", link])
      for path in folders { try trial.setAge(CollectionTrial.old, of: path) }
      // One file deep inside is young in each of two.
      let young = ["kept unfinished young", "kept unfinished young"]
      #expect(try trial.collect().summaries == young + ["removed unfinished abandoned"])
      for path in places { try trial.setAge(CollectionTrial.old, of: path) }
      #expect(
        try trial.collect().summaries
          == Array(repeating: "removed unfinished abandoned", count: 2))
      for folder in folders { #expect(!trial.exists(folder)) }
      #expect(trial.exists(layout.metadata))
    }
  }

  @Test func whatCannotBeReadHidesNothing() throws {
    try withTemporaryFolder { folder in
      let files = InterceptingFileSystem(
        before: { call in
          guard [.entries, .openForReading].contains(call.operation),
            call.path.lastComponent?.string.hasSuffix("closed") == true
          else { return }
          throw PcoccError.fileSystem("cannot read folder", call.path, .permissionDenied)
        },
        seen: { status in
          var status = status
          status.changed = status.modified
          return status
        })
      let trial = try CollectionTrial(folder, files: files)
      let layout = trial.repository.layout
      let closed = layout.staging.appending("closed")
      let file = layout.staging.appending("file")
      try make([closed], [closed.appending("x"), file])
      let hidden = [layout.metadata, layout.attributes, layout.trash, layout.data, layout.root].map
      {
        $0.appending(RepositoryLayout.temporaryPrefix + "closed")
      }
      try make(hidden, hidden.map { $0.appending("x") })
      for path in hidden.flatMap({ [$0.appending("x"), $0] }) + [closed, file] {
        try trial.setAge(CollectionTrial.old, of: path)
      }
      #expect(
        try trial.collect().summaries
          == Array(repeating: "failed unfinished abandoned", count: 6)
          + ["removed unfinished abandoned"])
      #expect(trial.exists(closed) && !trial.exists(file))
    }
  }
}
