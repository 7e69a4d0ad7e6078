/// The images that a query wants, read while somebody iterates.
///
/// Nothing is read before the first step but, where the query names a repository, the names in that one,
/// so that it can be refused. Then all repositories are contacted at once, so that those that do not answer
/// are waited for only once, and the metadata of an image is read when iteration comes to it: whoever stops
/// early has read no more than he has seen. Only an order, which a marker and a limit ask for too, has
/// everything read at the first step.
///
/// A repository that cannot be read is passed to ``StoreContext/warn``, and so is an image; the others
/// follow. Each iteration reads anew.
public struct ImageList: Sequence {
  private let begin: () -> ImageWalk

  init(_ begin: @escaping () -> ImageWalk) { self.begin = begin }

  public func makeIterator() -> Iterator { Iterator(walk: begin()) }

  /// One pass over the images of a list.
  public struct Iterator: IteratorProtocol {
    let walk: ImageWalk

    public mutating func next() -> ImageSummary? { walk.next() }
  }
}
