internal import ArgumentParser

/// The operands `[KIND] SOURCE DEST`, of which the parser can only be told that each is optional.
struct TransferOperands {
  let source: String
  let destination: String

  /// - Parameter verb: what is done, as in "imported", for messages.
  init(_ first: String?, _ second: String?, _ third: String?, verb: String) throws {
    guard let first, let second else {
      throw ValidationError("Missing operand, expected [KIND] SOURCE DEST")
    }
    guard let third else {
      (source, destination) = (first, second)
      return
    }
    switch first {
    case "vm": (source, destination) = (second, third)
    case "ctr", "cont": throw ValidationError("Container images cannot be \(verb)")
    default: throw ValidationError("Unknown kind of image \"\(first)\", the only one is \"vm\"")
    }
  }
}
