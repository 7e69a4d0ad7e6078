internal import CFileSupport
internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#endif

extension LocalFile {
  public func setAccess(_ access: FileAccess) throws {
    // In this order: a change of the group takes the setgid bit away.
    if let group = access.groupID {
      try call("cannot give it the group \(group)") {
        fchown(descriptor.rawValue, uid_t.max, gid_t(group))
      }
    }
    if let readers = access.readers, !readers.isEmpty {
      // Sets the mode too, in one step.
      return try setList(AccessControlList(mode: access.mode, readers: readers))
    }
    // First, so that nobody reads the file who was in the list and is not meant any more.
    try call("cannot set its mode") { fchmod(descriptor.rawValue, access.mode.rawValue) }
    if access.readers != nil { try removeList() }
  }

  public func access() throws -> FileAccess {
    let status = try status()
    let mode = FilePermissions(rawValue: .init(status.mode))
    guard let list = try list() else {
      return FileAccess(mode: mode, groupID: status.groupID, readers: FileReaders())
    }
    let special = mode.subtracting(
      [.ownerReadWriteExecute, .groupReadWriteExecute, .otherReadWriteExecute])
    return FileAccess(
      mode: list.mode.union(special), groupID: status.groupID, readers: list.readers)
  }

  private func setList(_ list: AccessControlList) throws {
    let bytes = list.encoded
    let result = bytes.withUnsafeBytes {
      pcocc_set_attribute(
        descriptor.rawValue, AccessControlList.attribute, $0.baseAddress, $0.count)
    }
    guard result < 0 else { return }
    let cause = Errno(rawValue: -result)
    guard !cause.meansNoAccessControlLists else {
      throw PcoccError(
        .unsupported,
        "the file system has no access control lists, so single users cannot be let in",
        path: path, advice: "use a repository on a file system that has them")
    }
    throw PcoccError.fileSystem("cannot set who may read it", path, cause)
  }

  private func removeList() throws {
    let result = pcocc_remove_attribute(descriptor.rawValue, AccessControlList.attribute)
    let cause = Errno(rawValue: -result)
    guard result < 0, cause != .noData, !cause.meansNoAccessControlLists else { return }
    throw PcoccError.fileSystem("cannot set who may read it", path, cause)
  }

  /// nil where there is none beyond the mode.
  private func list() throws -> AccessControlList? {
    var value = [UInt8](repeating: 0, count: AccessControlList.sizeLimit)
    let count = value.withUnsafeMutableBytes {
      pcocc_file_attribute(
        descriptor.rawValue, AccessControlList.attribute, $0.baseAddress, $0.count)
    }
    if count < 0 {
      let cause = Errno(rawValue: Int32(-count))
      guard cause != .noData, !cause.meansNoAccessControlLists else { return nil }
      throw PcoccError.fileSystem("cannot find out who may read it", path, cause)
    }
    return AccessControlList(parsing: Array(value.prefix(Int(count))))
  }
}

extension Errno {
  fileprivate var meansNoAccessControlLists: Bool {
    [.notSupported, .notSupportedOnSocket, .noFunction].contains(self)
  }
}
