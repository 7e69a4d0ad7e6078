internal import FileSupport
internal import ImageStore
internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#endif

/// The way in from the executable.
public enum CommandLineEntry {
  /// Runs the command that `arguments`, the program's name first, ask for and ends the process.
  public static func run(_ arguments: [String]) -> Never {
    StandardStreams.reserve()
    let wereBrokenPipesIgnored = SignalWatch.ignoreBrokenPipes()
    OpenFileLimit.raise()
    let invocation = Invocation(
      arguments: arguments,
      illFormedArgument: CommandLineArguments.firstIllFormed(
        arguments, count: CommandLine.argc, CommandLine.unsafeArgv),
      results: ResultStream(.standardOutput),
      messages: MessageStream(.standardError), variables: ProcessEnvironment.currentVariables,
      reportsBrokenPipe: wereBrokenPipesIgnored, environment: .current)
    let status = invocation.perform()
    // As other programs end in a pipe that is cut: without a word, and a shell sees why.
    if status == ExitStatus.brokenPipe { SignalWatch.dieOfBrokenPipe() }
    exit(status)
  }
}
