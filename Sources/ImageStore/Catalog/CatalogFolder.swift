/// What a catalog knows of one folder of a repository.
struct CatalogFolder: Sendable {
  /// A file that has been read.
  struct Entry: Sendable {
    /// nil where the file may have changed since without a trace in its stamp.
    var stamp: FileStamp?
    /// Whether it was looked at since the folder got its stamp; else the file itself has to be asked.
    var isCurrent: Bool
    /// A part of the catalog's own bytes, so that reading a catalog copies nothing.
    var bytes: ArraySlice<UInt8>
  }

  /// The folder as it was when it was last read; nil where it may have changed since.
  var stamp: FileStamp?
  /// The names that it had then, sorted, without those of several lines: nothing of ours is called so.
  var names: [String] = []
  var entries: [String: Entry] = [:]

  /// The bytes that it takes up in a catalog, about.
  var size: Int {
    let line = 128
    let ofNames = names.reduce(0) { $0 + $1.utf8.count + 1 }
    return entries.reduce(ofNames) { $0 + $1.value.bytes.count + $1.key.utf8.count + line }
  }
}
