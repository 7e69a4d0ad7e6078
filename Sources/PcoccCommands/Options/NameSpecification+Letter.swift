internal import ArgumentParser

extension NameSpecification.Element {
  /// A letter whose value may follow it at once, as in `-fjson`.
  static func letter(_ letter: Character) -> Self { .customShort(letter, allowingJoined: true) }
}
