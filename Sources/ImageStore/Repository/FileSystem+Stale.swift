internal import FileSupport
internal import SystemPackage

extension FileSystem {
  /// Opens a file for reading; nil where there is none.
  ///
  /// A network file system may answer from what it remembers, so before "no such file" or "stale
  /// handle" is believed the folder is read and the file tried once more. A handle that stays stale
  /// is an error: it does not tell that the file is gone.
  func openAgainIfStale(_ path: FilePath) throws -> (any File)? {
    do {
      return try openForReading(path)
    } catch let error as PcoccError where error.isAbsenceOrStaleness {
      _ = try? entries(of: path.parent)
    }
    do {
      return try openForReading(path)
    } catch let error as PcoccError where error.code == .notFound {
      return nil
    }
  }

  /// The content of a file of at most `limit` bytes, in the same way.
  func contentsAgainIfStale(_ path: FilePath, limit: Int) throws -> [UInt8]? {
    do {
      return try contents(of: path, limit: limit)
    } catch let error as PcoccError where error.isAbsenceOrStaleness {
      return try openAgainIfStale(path)?.contents(limit: limit)
    }
  }
}

extension PcoccError {
  var isAbsenceOrStaleness: Bool { code == .notFound || cause == .staleNFSFileHandle }
}
