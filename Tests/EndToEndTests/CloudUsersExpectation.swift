/// What a line of the manual for users of clouds must do, besides its exit status.
struct CloudUsersExpectation: Sendable {
  /// As the page has it.
  let line: String
  /// What it prints, on any of its lines.
  let shows: [String]
  /// What it does not print.
  let hides: [String]
  /// A line of shell that succeeds afterwards; the line's output is in the file `output`.
  let then: String?

  init(
    _ line: String, shows: [String] = [], hides: [String] = [], then: String? = nil
  ) {
    self.line = line
    self.shows = shows
    self.hides = hides
    self.then = then
  }

  static let all = lists + images + changes + sharing + tasks + tools + queries + differences

  /// A line of shell that tells whether an image has some attributes, with these values.
  static func has(_ image: String, _ attributes: KeyValuePairs<String, String>) -> String {
    let options = attributes.map { "-c \($0.key)" }.joined(separator: " ")
    let values = attributes.map(\.value).joined(separator: " ")
    return #"test "$(echo $(pcocc image show -f value \#(options) \#(image)))" = "\#(values)""#
  }

  /// A line of shell that tells whether there is no such image.
  static func isGone(_ image: String) -> String { "pcocc image show \(image); test $? = 66" }
}
