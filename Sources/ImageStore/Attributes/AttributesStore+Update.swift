internal import FileSupport
internal import Foundation
internal import SystemPackage

extension AttributesStore {
  /// Of many who change one document at once, one gets ahead each time.
  private static let attempts = 10_000
  /// A change that took longer, in seconds, may be based on what has been forgotten since.
  private static let longestAttempt = 3600.0
  /// For how many seconds others are waited for, who are changing the same document.
  private static let patience = 5.0

  /// Makes a change to what an image carries, on top of all changes that others have made.
  ///
  /// - Parameters:
  ///   - audience: who may read it, where it does not say so itself; nil for those who could until now.
  ///   - change: may be called again, with what somebody else wrote meanwhile.
  /// - Returns: the document with the change; nothing is written where there is none.
  func update(
    _ name: ImageName, for audience: ImageAudience? = nil,
    _ change: (inout AttributesDocument) throws -> Void
  ) throws -> AttributesDocument {
    try files.createDirectoryIfMissing(layout.attributes, mode: RepositoryLayout.folderMode)
    let turn = waitForTurn(name)
    defer { turn.map { end($0, name) } }
    for _ in 0..<Self.attempts {
      if let document = try attempt(name, audience, change) { return document }
      Thread.sleep(forTimeInterval: .random(in: 0.001...0.01))
    }
    throw PcoccError(
      .busy, "others change the attributes all the time", path: layout.attributesFile(name),
      advice: "try again")
  }

  /// nil where somebody else was faster.
  private func attempt(
    _ name: ImageName, _ audience: ImageAudience?,
    _ change: (inout AttributesDocument) throws -> Void
  ) throws -> AttributesDocument? {
    let start = context.now()
    let old = try read(name, isFresh: true)
    var new = old
    try change(&new)
    guard new != old else { return old }
    let generation = try old.generation.addingClamping(1)
    new.setGeneration(generation)
    let temporary = layout.attributes.appending(TemporaryName.prefix + context.makeToken())
    defer { try? files.removeFile(temporary) }
    let bytes = try new.encoded
    guard bytes.count <= Self.sizeLimit else {
      throw PcoccError(
        .usage, "the attributes would have \(bytes.count) bytes, more than \(Self.sizeLimit)",
        path: layout.attributesFile(name))
    }
    let audience = try self.audience(of: new) ?? audience ?? present(name)
    do {
      try write(bytes, to: temporary, audience)
    } catch var error as PcoccError where error.path == temporary {
      // Nobody knows the other name.
      error.path = layout.attributesFile(name)
      throw error
    }
    guard !isLate(start) else { return nil }
    do {
      try files.publishExclusively(temporary, as: layout.attributesGeneration(name, generation))
    } catch let error as PcoccError where error.code == .exists || error.code == .notFound {
      // Another one took the generation, or a collector the file of a process that slept. The network
      // may remember that neither is there.
      _ = try? files.entries(of: layout.attributes)
      return nil
    }
    try makeCurrent(temporary, bytes, of: name, audience, since: start)
    return new
  }

  /// Who may read a document by what it says.
  private func audience(of document: AttributesDocument) throws -> ImageAudience? {
    let attributes = try document.attributes
    return attributes.visibility == nil
      ? nil : try AccessGrant(layout, context).audience(of: attributes)
  }

  /// Who can read what the image carries now, where not everybody can: others do not learn it from
  /// its next state.
  private func present(_ name: ImageName) throws -> ImageAudience? {
    guard try layout.hasHadRestrictedImages(files),
      let file = try files.openAgainIfStale(layout.attributesFile(name))
    else { return nil }
    return try ImageAudience(ofFile: file)
  }

  private func fill(
    _ file: any File, _ bytes: [UInt8], _ audience: ImageAudience?
  ) throws {
    try AccessGrant.give(file, to: audience, layout, context)
    try bytes.withUnsafeBytes { try file.write($0, at: 0) }
  }

  private func write(
    _ bytes: [UInt8], to temporary: FilePath, _ audience: ImageAudience?
  ) throws {
    let file = try files.createFile(
      temporary, mode: RepositoryLayout.metadataMode(for: audience))
    try fill(file, bytes, audience)
    try file.synchronize()
    try file.close()
  }

  /// Gives the generation that has just been taken the plain name. A collector takes away what was
  /// written long ago and not named since, before it takes away old generations: so a process that
  /// sleeps here for days finds nothing to rename, instead of bringing back what is forgotten.
  private func makeCurrent(
    _ temporary: FilePath, _ bytes: [UInt8], of name: ImageName, _ audience: ImageAudience?,
    since start: Date
  ) throws {
    let path = layout.attributesFile(name)
    do {
      try files.rename(temporary, to: path)
    } catch let error as PcoccError where error.code == .notFound {
      // Taken away, or moved to the generation's name where the file system has no hard links.
      if !isLate(start) {
        try files.writeDurably(
          to: path, mode: RepositoryLayout.metadataMode(for: audience), token: context.makeToken(),
          placement: .replacing
        ) { try fill($0, bytes, audience) }
      }
    }
    try files.synchronizeNames(of: layout.attributes)
  }

  private func isLate(_ start: Date) -> Bool {
    context.now().timeIntervalSince(start) >= Self.longestAttempt
  }

  /// A lock that saves those who change one document at once from doing it in vain; nothing depends on
  /// it, so nil where there is none to be had.
  private func waitForTurn(_ name: ImageName) -> (any File)? {
    let deadline = Date.now.addingTimeInterval(Self.patience)
    do {
      while Date.now < deadline {
        if let lock = try files.lock(layout.attributesLock(name), .exclusive) { return lock }
        Thread.sleep(forTimeInterval: .random(in: 0.001...0.005))
      }
    } catch {}
    return nil
  }

  private func end(_ turn: any File, _ name: ImageName) {
    try? files.removeFile(layout.attributesLock(name))
    try? turn.close()
  }
}
