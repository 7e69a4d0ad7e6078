/// What a verb that makes a revision out of another one did.
public struct RevisionChange: Sendable {
  /// The revision made; the base where `isNew` is false.
  public var image: LocatedRevision
  /// The revision it was made from.
  public var base: LocatedRevision
  /// False where nothing had changed, so that no revision was made.
  public var isNew: Bool
  /// Bytes of the blob that was made; 0 where none was needed.
  public var addedSize: Int
  /// Bytes of the disk.
  public var virtualSize: Int

  static func unchanged(_ base: ResolvedRevision, virtualSize: Int) -> RevisionChange {
    RevisionChange(
      image: base.located, base: base.located, isNew: false, addedSize: 0,
      virtualSize: virtualSize)
  }
}
