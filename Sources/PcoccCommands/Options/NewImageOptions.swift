internal import ArgumentParser
internal import ImageStore

/// What a new image is to carry.
struct NewImageOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Id of the image, instead of a new one", valueName: "uuid"))
  var id: String?
  @OptionGroup(title: "Attribute") var attributes: AttributeOptions

  /// What is asked for; throws `usage` for what cannot be.
  var request: NewImageAttributes {
    get throws {
      NewImageAttributes(
        id: try id.map { try ImageID(argument: $0) }, change: try attributes.change())
    }
  }
}
