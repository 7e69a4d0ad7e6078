internal import ArgumentParser
internal import FileSupport
internal import ImageStore
internal import SystemPackage

/// One run of the program, from its arguments to its exit status.
struct Invocation {
  private let arguments: [String]
  private let isCompletion: Bool
  private let illFormedArgument: String?
  private let results: ResultStream
  private let reporter: Reporter
  private let environment: @Sendable () throws -> ProcessEnvironment
  private let variables: [String: String]
  private let reportsBrokenPipe: Bool

  /// - Parameters:
  ///   - arguments: the program's name first.
  ///   - illFormedArgument: one of them that was not given as UTF-8.
  ///   - variables: the environment variables.
  ///   - reportsBrokenPipe: whether it is an error that nobody reads the result.
  init(
    arguments: [String], illFormedArgument: String? = nil, results: ResultStream,
    messages: MessageStream, variables: [String: String], reportsBrokenPipe: Bool = false,
    environment: @autoclosure @escaping @Sendable () throws -> ProcessEnvironment
  ) {
    self.arguments = CommandLineArguments.normalized(arguments)
    isCompletion = CommandLineArguments.isCompletion(arguments)
    self.illFormedArgument = illFormedArgument
    self.results = results
    self.environment = environment
    self.variables = variables
    self.reportsBrokenPipe = reportsBrokenPipe
    let terminal = TerminalTraits(variables)
    // What is wrong with arguments and variables is to be told in the right form too.
    let mode: ColorMode? =
      CommandLineArguments.colorMode(self.arguments)
      ?? Preferences.unchecked(Preferences.colorVariable, in: variables)
    reporter = Reporter(
      stream: messages,
      isJSON: CommandLineArguments.askForJSON(
        self.arguments,
        preferred: Preferences.unchecked(Preferences.formatVariable, in: variables)),
      terminal: terminal,
      hasColor: terminal.hasColor(mode ?? .auto, isTerminal: messages.isTerminal))
  }

  /// Runs the verb and returns the exit status.
  func perform() -> Int32 {
    do {
      let status = try runCommand()
      try results.close()
      return status
    } catch let error as PcoccError {
      return fail(error)
    } catch {
      return fail(PcoccError.unexpected(error))
    }
  }

  /// Runs the verb; a result that a script is to branch on comes as an exit status.
  private func runCommand() throws -> Int32 {
    if let illFormedArgument {
      throw PcoccError.usage(
        "\"\(illFormedArgument)\" is not UTF-8",
        advice: "give it in UTF-8; a file can be renamed, or redirected")
    }
    // The parser would show the page of the group instead.
    if arguments.first == CommandLineArguments.help {
      let words = Array(arguments.dropFirst())
      if CommandPath(words).unknownVerb != nil { throw PcoccError.badArguments("", words) }
    }
    do {
      var command = try PcoccCommand.parseAsRoot(arguments)
      guard let verb = command as? any Verb else {
        // A group without a verb, or "help": both answer by throwing a help text.
        try command.run()
        return ExitStatus.success.rawValue
      }
      let session = try session(for: verb)
      if let verb = verb as? any BackgroundVerb, let task = verb.background.task {
        try session.run(verb, as: task)
      } else {
        try verb.run(in: session)
      }
    } catch let error as PcoccError {
      throw error
    } catch let status as ExitCode {
      return status.rawValue
    } catch {
      try answer(error)
    }
    return ExitStatus.success.rawValue
  }

  private func session(for verb: any Verb) throws -> Session {
    let preferences = try Preferences(variables)
    var reporter = reporter
    reporter.level = verb.verbosity.level(preferences)
    let (terminal, mode) = (reporter.terminal, verb.verbosity.color ?? preferences.color ?? .auto)
    return Session(
      results: results, reporter: reporter, arguments: arguments,
      environment: environment(reporter),
      preferences: preferences,
      screen: Screen(
        isTerminal: results.isTerminal, width: results.width,
        hasColor: terminal.hasColor(mode, isTerminal: results.isTerminal),
        ellipsis: terminal.ellipsis))
  }

  /// What the process is told by its surroundings; who asks for it is told each step on files.
  private func environment(
    _ reporter: Reporter
  ) -> @Sendable () throws -> ProcessEnvironment {
    guard reporter.level == .verbose else { return environment }
    return { [environment] in
      var environment = try environment()
      environment.fileSystem = TracedFileSystem(environment.fileSystem) { reporter.log($0) }
      return environment
    }
  }

  /// Prints a help text or the like that came as an error; makes usage errors of parsing errors.
  private func answer(_ error: any Error) throws {
    let text = PcoccCommand.fullMessage(for: error)
    switch PcoccCommand.exitCode(for: error) {
    case .success: try results.write(text.hasSuffix("\n") ? text : text + "\n")
    case .validationFailure:
      throw PcoccError.badArguments(PcoccCommand.message(for: error), arguments)
    default: throw error
    }
  }

  private func fail(_ error: PcoccError) -> Int32 {
    // Whoever closed the pipe knows, and "pcocc image list | head" is no failure worth a line.
    if error.cause == .brokenPipe, !reportsBrokenPipe { return ExitStatus.brokenPipe }
    // What a completion said would end up in the middle of the line that is being typed.
    if !isCompletion { reporter.report(error.withNextStep) }
    return error.exitStatus
  }
}
