import FileSupport
import SystemPackage

/// The calls of `FileSystem`, on paths that have been taken apart.
extension Node {
  func open(_ path: [String]) throws(Errno) -> Int {
    try again { isFresh throws(Errno) in
      let folder = try find(path.dropLast(), isFresh: isFresh)
      let name = path[path.count - 1]
      var found = try find(name, in: folder, isFresh: isFresh)
      if found != nil, memory == .byName { found = try find(name, in: folder, isFresh: true) }
      guard let found else {
        folders[folder]?.isDoubted = true
        throw .noSuchFileOrDirectory
      }
      _ = try status(found, isFresh: true)
      return found
    }
  }

  func find(_ path: ArraySlice<String>, isFresh: Bool) throws(Errno) -> Int {
    try find(Array(path), isFresh: isFresh)
  }

  func entries(_ path: [String]) throws(Errno) -> [String] {
    try again { isFresh throws(Errno) in
      let number = try find(path, isFresh: isFresh)
      if memory == .listings, let folder = folders[number], let listing = folder.listing,
        !folder.isDoubted, folder.validUntil >= server.disk.now
      {
        return listing
      }
      if memory != .none { try refresh(number) }
      if let listing = folders[number]?.listing { return listing }
      // In order, so that a schedule does not depend on that of a dictionary.
      let names = try server.disk.folder(number).names.keys.sorted()
      folders[number]?.listing = names
      return names
    }
  }

  func status(_ path: [String]) throws(Errno) -> FileStatus {
    try again { isFresh throws(Errno) in
      try status(find(path, isFresh: isFresh), isFresh: isFresh)
    }
  }

  /// Opens a folder to bring it to disk.
  func synchronize(_ path: [String]) throws(Errno) {
    try again { isFresh throws(Errno) in
      let number = try find(path, isFresh: isFresh)
      if memory != .none { try refresh(number) }
    }
  }

  func create(_ path: [String], isFolder: Bool, _ delivery: Delivery) throws(Errno) -> Int {
    try change(path, delivery, repeated: .fileExists) { folder, name throws(Errno) in
      let number = try server.disk.create(name, in: folder, isFolder: isFolder)
      return (number, number)
    }
  }

  func link(_ existing: [String], as new: [String], _ delivery: Delivery) throws(Errno) {
    var linked: Int?
    do {
      try again { isFresh throws(Errno) in
        let number = try find(existing, isFresh: isFresh)
        linked = number
        try change(new, delivery, isFresh: isFresh, repeated: .fileExists) {
          folder, name throws(Errno) in
          try server.disk.link(number, as: name, in: folder)
          return ((), number)
        }
      }
    } catch {
      // The answer tells the file's attributes, a missing one does not.
      if let linked, error != .ioError { _ = try? status(linked, isFresh: true) }
      throw error
    }
    if let linked { _ = try? status(linked, isFresh: true) }
  }

  func rename(_ old: [String], to new: [String], _ delivery: Delivery) throws(Errno) {
    try again { isFresh throws(Errno) in
      let source = try find(old.dropLast(), isFresh: isFresh)
      let name = old[old.count - 1]
      guard let number = try find(name, in: source, isFresh: isFresh) else {
        throw .noSuchFileOrDirectory
      }
      try change(new, delivery, isFresh: isFresh, repeated: .noSuchFileOrDirectory) {
        folder, newName throws(Errno) in
        let before = try server.disk.folder(source).change
        // What the server finds under the name may be another file by now.
        let moved = try server.disk.find(name, in: source) ?? number
        defer { if delivery.answer != .lost { folders[source]?.names[name] = nil } }
        try server.disk.rename(name, in: source, to: newName, in: folder)
        if delivery.answer != .lost { note(source, before) }
        return ((), moved)
      }
    }
  }

  func remove(_ path: [String], isFolder: Bool, _ delivery: Delivery) throws(Errno) {
    try again { isFresh throws(Errno) in
      let folder = try find(path.dropLast(), isFresh: isFresh)
      let name = path[path.count - 1]
      guard let number = try find(name, in: folder, isFresh: isFresh) else {
        throw .noSuchFileOrDirectory
      }
      attributes[number] = nil
      try change(path, delivery, isFresh: isFresh, repeated: .noSuchFileOrDirectory) {
        folder, name throws(Errno) in
        try server.disk.remove(name, in: folder, isFolder: isFolder)
        return ((), nil)
      }
    }
  }

  func touch(_ path: [String]) throws(Errno) {
    try again { isFresh throws(Errno) in
      let number = try find(path, isFresh: isFresh)
      try server.disk.touch(number)
      _ = try status(number, isFresh: true)
    }
  }

  /// Makes a change to the folder that `path` is in; `body` returns what the name stands for
  /// afterwards.
  private func change<Result>(
    _ path: [String], _ delivery: Delivery, isFresh: Bool = false, repeated: Errno,
    _ body: (_ folder: Int, _ name: String) throws(Errno) -> (Result, Int?)
  ) throws(Errno) -> Result {
    let folder = try find(path.dropLast(), isFresh: isFresh)
    let name = path[path.count - 1]
    delivery.wait()
    let before = try server.disk.folder(folder).change
    let result: (Result, Int?)
    do {
      result = try body(folder, name)
    } catch {
      folders[folder]?.names[name] = nil
      throw error
    }
    if delivery.answer == .lost { throw .ioError }
    note(folder, before)
    if delivery.answer == .repeated {
      folders[folder]?.names[name] = nil
      throw repeated
    }
    if memory != .none { folders[folder]?.names[name] = .some(result.1) }
    return result.0
  }

  /// Learns from the answer to a change of its own how the folder is now and was before.
  private func note(_ number: Int, _ before: Int) {
    guard memory != .none, let inode = try? server.disk.folder(number) else { return }
    var folder = folders[number, default: Folder()]
    if folder.change != before { folder = Folder() }
    folder.change = inode.change
    folder.listing = nil
    folder.validUntil = server.disk.now + patience
    folders[number] = folder
    attributes[number] = nil
  }
}
