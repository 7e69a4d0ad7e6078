internal import ArgumentParser
internal import ImageStore

/// An image, and users with whom it is or is not shared.
struct MemberOperands: ParsableArguments {
  @Argument(help: "Image, as [REPO:]IMAGE or by its id", completion: .image) var image: String
  @Argument(help: ArgumentHelp("Users, and groups as group:NAME", valueName: "user"))
  var users: [String]

  var reference: ImageReference {
    get throws { try ImageReference(toWholeImage: image) }
  }
}
