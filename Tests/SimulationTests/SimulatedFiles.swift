import FileSupport
import Foundation
import SystemPackage

/// The file system as one process sees it through its node. Every call is a turn of that process.
final class SimulatedFiles: FileSystem {
  let process: SimulatedProcess
  private var node: Node { process.node }

  init(_ process: SimulatedProcess) { self.process = process }

  /// Nobody makes symbolic links here.
  func confined(to root: FilePath) -> any FileSystem { self }

  func openForReading(_ path: FilePath) throws -> any File {
    try call("cannot open", path) { names throws(Errno) in
      SimulatedFile(process, try self.node.open(names), path)
    }
  }

  func createFile(_ path: FilePath, mode: FilePermissions) throws -> any File {
    try change("cannot create", path) { names, delivery throws(Errno) in
      SimulatedFile(process, try node.create(names, isFolder: false, delivery), path)
    }
  }

  func createDirectory(_ path: FilePath, mode: FilePermissions) throws {
    try change("cannot create folder", path) { names, delivery throws(Errno) in
      _ = try node.create(names, isFolder: true, delivery)
    }
  }

  func entries(of path: FilePath) throws -> [String] {
    try call("cannot read folder", path) { names throws(Errno) in try node.entries(names) }
  }

  func status(of path: FilePath, followingLinks: Bool) throws -> FileStatus {
    try call("cannot examine", path) { names throws(Errno) in try node.status(names) }
  }

  func canonicalPath(of path: FilePath) throws -> FilePath { path }

  func link(_ existing: FilePath, as new: FilePath) throws {
    let source = existing.names
    try change("cannot create", new, from: existing) { names, delivery throws(Errno) in
      try node.link(source, as: names, delivery)
    }
  }

  func rename(_ old: FilePath, to new: FilePath) throws {
    let source = old.names
    try change("cannot take this name", new, from: old) { names, delivery throws(Errno) in
      try node.rename(source, to: names, delivery)
    }
  }

  /// NFS has no such call.
  func renameIfAbsent(_ old: FilePath, to new: FilePath) throws {
    throw PcoccError.fileSystem("cannot take this name", new, .invalidArgument)
  }

  func removeFile(_ path: FilePath) throws {
    try change("cannot remove", path) { names, delivery throws(Errno) in
      try node.remove(names, isFolder: false, delivery)
    }
  }

  func removeDirectory(_ path: FilePath) throws {
    try change("cannot remove folder", path) { names, delivery throws(Errno) in
      try node.remove(names, isFolder: true, delivery)
    }
  }

  func synchronizeDirectory(_ path: FilePath) throws {
    try call("cannot open folder", path) { names throws(Errno) in try node.synchronize(names) }
  }

  func isAccessible(_ path: FilePath, forWriting: Bool) -> Bool {
    (try? status(of: path, followingLinks: true)) != nil
  }

  func lock(_ path: FilePath, _ kind: FileLockKind) throws -> (any File)? {
    throw PcoccError.fileSystem("cannot lock", path, .notSupported)
  }

  func isOpen(_ path: FilePath) throws -> Bool? { nil }

  func touch(_ path: FilePath) throws {
    try change("cannot set its time", path) { names, _ throws(Errno) in try node.touch(names) }
  }

  /// Modes are not kept.
  func setAccess(_ access: FileAccess, of folder: FilePath) throws {}

  func space(at path: FilePath) throws -> FileSystemSpace {
    FileSystemSpace(available: 1 << 40, total: 1 << 40)
  }

  private func call<Result>(
    _ action: String, _ path: FilePath, _ body: ([String]) throws(Errno) -> Result
  ) throws -> Result {
    try process.simulation.takeTurn(process, isChange: false)
    return try attempt(action, path, nil) { () throws(Errno) in try body(path.names) }
  }

  private func change<Result>(
    _ action: String, _ path: FilePath, from old: FilePath? = nil,
    _ body: ([String], Delivery) throws(Errno) -> Result
  ) throws -> Result {
    try process.simulation.takeTurn(process, isChange: true)
    let delivery = Delivery(answer: process.simulation.reply(to: process)) { [process] in
      process.simulation.deliver(process)
    }
    return try attempt(action, path, old) { () throws(Errno) in try body(path.names, delivery) }
  }

  private func attempt<Result>(
    _ action: String, _ path: FilePath, _ old: FilePath?, _ body: () throws(Errno) -> Result
  ) throws -> Result {
    let simulation = process.simulation
    do {
      let result = try body()
      simulation.note(
        process, "\(action.dropFirst(7)) \(old.map { "\($0) → " } ?? "")\(path)\(describe(result))")
      return result
    } catch {
      simulation.note(
        process, "\(action.dropFirst(7)) \(old.map { "\($0) → " } ?? "")\(path): \(error)")
      throw PcoccError.fileSystem(action, path, error)
    }
  }

  private func describe<Result>(_ result: Result) -> String {
    (result as? [String]).map { ": \($0.joined(separator: " "))" } ?? ""
  }
}

extension FilePath {
  /// The components of an absolute path.
  ///
  /// The kernel's own means, because this is called more often than anything else here.
  var names: [String] {
    withPlatformString { text in
      var names: [String] = []
      var start = text
      while start.pointee != 0 {
        let length = strcspn(start, "/")
        if length > 0 {
          names.append(
            String(
              decoding: UnsafeRawBufferPointer(start: start, count: Int(length)), as: UTF8.self))
        }
        start += Int(length)
        if start.pointee != 0 { start += 1 }
      }
      return names
    }
  }
}
