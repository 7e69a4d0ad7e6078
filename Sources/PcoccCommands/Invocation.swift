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

  /// - Parameters:
  ///   - arguments: the program's name first.
  ///   - illFormedArgument: one of them that was not given as UTF-8.
  init(
    arguments: [String], illFormedArgument: String? = nil, results: ResultStream,
    messages: MessageStream,
    environment: @autoclosure @escaping @Sendable () throws -> ProcessEnvironment
  ) {
    self.arguments = CommandLineArguments.normalized(arguments)
    isCompletion = CommandLineArguments.isCompletion(arguments)
    self.illFormedArgument = illFormedArgument
    self.results = results
    self.environment = environment
    reporter = Reporter(
      stream: messages, isJSON: CommandLineArguments.askForJSON(self.arguments))
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
        "\"\(illFormedArgument)\" is not UTF-8", advice: "rename the file, or redirect it")
    }
    do {
      var command = try PcoccCommand.parseAsRoot(arguments)
      guard let verb = command as? any Verb else {
        // A group without a verb, or "help": both answer by throwing a help text.
        try command.run()
        return ExitStatus.success.rawValue
      }
      let session = session(for: verb)
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

  private func session(for verb: any Verb) -> Session {
    var reporter = reporter
    reporter.level = verb.verbosity.level
    return Session(
      results: results, reporter: reporter, arguments: arguments, environment: environment)
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
    // What a completion said would end up in the middle of the line that is being typed.
    if error.cause != .brokenPipe, !isCompletion { reporter.report(error) }
    return error.exitStatus
  }
}
