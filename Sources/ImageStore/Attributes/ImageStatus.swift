/// Where an image stands in its life, in the words of the Images API.
///
/// An image that is there is active or deactivated. The other words are those of programs that speak with
/// such a service, whose filters and files may have them.
public enum ImageStatus: String, Sendable, Hashable, CaseIterable {
  /// It has been asked for, and has no disk yet: ``NewImage``.
  case queued
  /// Its disk is being uploaded; the store knows no image as long as that goes on.
  case saving
  /// Its disk is there, for whoever may read it.
  case active
  /// Its attributes can be read, its disk is not given away.
  case deactivated
  /// It is gone; an image of the store leaves nothing behind that could say so.
  case deleted
}
