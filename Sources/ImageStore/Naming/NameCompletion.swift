/// What somebody is typing the name of, so that a shell can offer how it may go on.
public enum NameCompletion: Sendable {
  /// A repository, by its bare name.
  case repository
  /// An image that is to be made: its repository may be offered, its name is free.
  case newImage
  /// The name of an image, without that of its repository.
  case bareImage
  /// An image as a whole.
  case image
  /// An image, or one of its revisions.
  case revision
  /// A revision in the trash.
  case deletedRevision
}
