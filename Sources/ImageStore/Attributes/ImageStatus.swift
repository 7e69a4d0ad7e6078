/// Where an image stands in its life, in the words of the Images API.
public enum ImageStatus: String, Sendable, Hashable, CaseIterable {
  case queued
  case saving
  case active
  /// Its attributes can be read, its disk is not given away.
  case deactivated
  case deleted
}
