/// What a verification or a repair looks at.
public enum VerificationScope: Sendable, Hashable {
  /// All configured repositories.
  case all
  /// One configured repository, by its name.
  case repository(RepositoryName)
  /// One revision, or all revisions of an image where the reference names none.
  case image(ImageReference)
}
