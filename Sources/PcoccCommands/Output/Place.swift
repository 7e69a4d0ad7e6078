/// A place in a file, for people.
enum Place {
  /// As in "/etc/pcocc/repos.yaml:3"; nil without a file.
  static func text(_ file: String?, _ line: Int?) -> String? {
    file.map { file in line.map { "\(file):\($0)" } ?? file }
  }
}
