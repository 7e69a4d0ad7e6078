internal import ArgumentParser
internal import ImageStore

public enum CommandLineEntry {
  public static func run(_ arguments: [String]) {}
}
