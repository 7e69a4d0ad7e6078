/// What to save, and as what.
public struct SaveRequest: Sendable {
  /// The disk as it is now, such as the overlay that a machine wrote to.
  public var source: DiskSource
  /// The image that gets a new revision; its revision, where it names one, is the base.
  public var image: ImageReference
  /// A new image to make instead; a revision in it is ignored.
  public var destination: ImageReference?
  /// Stores the whole disk in one layer.
  public var isFull: Bool
  /// The most layers that a revision may have; with more it is stored as a whole.
  public var maximumLayers: Int
  /// Makes a revision even where it is the same as its base.
  public var allowsEmpty: Bool
  /// A line for the history, kept with the revision.
  public var description: String?
  /// What the image is to carry; an id only where a new image is made.
  public var attributes: NewImageAttributes

  /// The most layers that a revision has where nothing else is asked for.
  public static let defaultMaximumLayers = 16

  /// Saves what changed as a new revision of `image`, unless something else is said.
  ///
  /// - Parameter destination: nil for no new image.
  public init(
    source: DiskSource, image: ImageReference, destination: ImageReference? = nil,
    isFull: Bool = false, maximumLayers: Int = defaultMaximumLayers, allowsEmpty: Bool = false,
    description: String? = nil, attributes: NewImageAttributes = NewImageAttributes()
  ) {
    self.source = source
    self.image = image
    self.destination = destination
    self.isFull = isFull
    self.maximumLayers = maximumLayers
    self.allowsEmpty = allowsEmpty
    self.description = description
    self.attributes = attributes
  }
}
