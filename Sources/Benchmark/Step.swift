/// One command line, which is run without a shell.
struct Step: Sendable {
  var arguments: [String]

  init(_ arguments: String...) { self.arguments = arguments }

  init(_ arguments: [String]) { self.arguments = arguments }
}
