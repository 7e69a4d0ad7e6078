/// What to stage, and how.
public struct StageRequest: Sendable {
  /// The revision to stage.
  public var image: ImageReference
  /// Where it is staged.
  public var place: StagePlace
  /// What it becomes there.
  public var form: StageForm
  /// Bytes of disk that all that is staged there should stay below; nil for no limit.
  public var limit: Int?
  /// How long to wait for another process that stages the same; nil for as long as it takes.
  public var patience: Duration?
  /// Until when garbage collection is to spare the revision's blobs; nil for no lease.
  public var lease: LeaseTerm?
  /// Stages the user's own image although it is deactivated.
  public var isForced = false

  /// Stages one qcow2 file without a limit or a lease, and waits as long as it takes, unless
  /// something else is said.
  public init(
    image: ImageReference, place: StagePlace, form: StageForm = .qcow2, limit: Int? = nil,
    patience: Duration? = nil, lease: LeaseTerm? = nil
  ) {
    self.image = image
    self.place = place
    self.form = form
    self.limit = limit
    self.patience = patience
    self.lease = lease
  }
}
