internal import FileSupport

/// A query that has been found sound.
struct ImageSelection {
  let query: ImageQuery
  /// What has to be found out of each image.
  let details: ImageQuery.Details
  /// nil for the order of repositories, and by name inside.
  let order: SortOrder?
  /// The image that the page begins after.
  private let marker: ImageSummary?
  private let pattern: Regex<AnyRegexOutput>?

  /// - Throws: `usage` for a malformed pattern.
  init(_ query: ImageQuery, marker: ImageSummary?) throws {
    self.query = query
    self.marker = marker
    details = query.neededDetails
    // Pages need an order that does not change when images are added.
    order = query.order ?? (query.limit == nil && marker == nil ? nil : .standard)
    pattern = try query.pattern.map { text in
      guard let expression = try? Regex(text) else {
        throw PcoccError(
          .usage, "\"\(text)\" is not a regular expression",
          advice: "\"\\\" before a character such as ( [ * + makes it mean itself")
      }
      return expression
    }
  }

  /// Whether no image is left out by its name.
  var isOfAllNames: Bool { pattern == nil && query.name == nil }

  /// Whether images of this name may be wanted.
  func matches(_ name: ImageName) -> Bool {
    let isMatch = pattern.map { (try? $0.firstMatch(in: name.description)) != nil }
    return isMatch != false && query.name?.matches(name.description) != false
  }

  /// The page of all images that are wanted.
  func page(of images: [ImageSummary], in order: SortOrder) -> [ImageSummary] {
    var page = images.sorted(by: order.areInOrder)
    if let marker { page = Array(page.drop { !order.areInOrder(marker, $0) }) }
    return query.limit.map { Array(page.prefix($0)) } ?? page
  }
}
