public import SystemPackage

/// What of the user's environment configuration files may refer to.
public struct ConfigurationEnvironment: Sendable {
  /// The environment variables of the process.
  public var variables: [String: String]
  /// nil where the user has none.
  public var homeDirectory: FilePath?
  /// The login name.
  public var user: String

  /// An environment that a program makes up; see `ProcessEnvironment.current` for the user's own.
  public init(variables: [String: String], homeDirectory: FilePath?, user: String) {
    self.variables = variables
    self.homeDirectory = homeDirectory
    self.user = user
  }

  /// The user's own configuration folder; nil without a home.
  var userFolder: FilePath? {
    folder(of: "PCOCC_USER_CONF_DIR") ?? homeDirectory?.appending(".pcocc")
  }

  var systemFolder: FilePath { folder(of: "PCOCC_SYSTEM_CONF_DIR") ?? "/etc/pcocc" }

  private func folder(of variable: String) -> FilePath? {
    variables[variable].flatMap { $0.isEmpty ? nil : FilePath($0) }
  }
}
