import PcoccCommands

@main
struct Pcocc {
  static func main() {
    CommandLineEntry.run(CommandLine.arguments)
  }
}
