/// The content of one revision in one form: what a staging folder holds once, whatever names it goes
/// by and whatever repositories it is in.
struct StageEntry: Sendable, Hashable {
  /// Of the top layer. It determines all layers below, which it names by their digests.
  let digest: Digest
  let form: StageForm

  init(digest: Digest, form: StageForm) {
    self.digest = digest
    self.form = form
  }

  /// nil unless `name` is that of an entry.
  init?(name: String) {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let digest = Digest(hex: String(parts[0])),
      let form = StageForm(rawValue: String(parts[1]))
    else { return nil }
    self.init(digest: digest, form: form)
  }

  var name: String { "\(digest).\(form.rawValue)" }
}
