public import SystemPackage

/// What a task was asked to do.
public struct TaskInput: Sendable, Hashable {
  /// The arguments of the command, without the program's name.
  public var arguments: [String]
  /// Where it was given.
  public var folder: FilePath
  /// What is read: the whole path of a file, or an image.
  public var source: String?
  /// What is written, in the same way.
  public var destination: String?

  /// What a command was given.
  ///
  /// - Parameter folder: where it was given; relative paths in `arguments` begin there.
  public init(
    arguments: [String], folder: FilePath, source: String? = nil, destination: String? = nil
  ) {
    self.arguments = arguments
    self.folder = folder
    self.source = source
    self.destination = destination
  }
}
