extension ImageQuery {
  /// What has to be known of an image to tell whether and where it is in the list.
  var neededDetails: Details {
    var needed = details
    if minimumSize != nil || maximumSize != nil || order?.uses(.size) == true {
      needed.insert(.size)
    }
    if case .only = visibility { needed.insert(.visibility) }
    if order?.uses(.visibility) == true { needed.insert(.visibility) }
    return needed
  }

  /// Whether an image is wanted.
  ///
  /// - Parameter context: whose user asks.
  func matches(_ image: ImageSummary, for context: StoreContext) -> Bool {
    let attributes = image.attributes
    return matchesLabels(image) && matchesNumbers(image)
      && isVisible(image, to: context)
      && owner.map { $0 == attributes.owner } != false
      && isProtected.map { $0 == attributes.isProtected } != false
      && isHidden.map { $0 == attributes.isHidden } != false
      && tags.isSubset(of: attributes.tags)
      && properties.allSatisfy { attributes.properties[$0.key] == $0.value }
      && createdAt.allSatisfy { $0.matches(attributes.createdAt) }
      && updatedAt.allSatisfy { $0.matches(attributes.updatedAt) }
  }

  private func matchesLabels(_ image: ImageSummary) -> Bool {
    let attributes = image.attributes
    return name?.matches(image.revision.metadata.name.description) != false
      && id?.matches(attributes.id.description) != false
      && status?.matches(attributes.status.rawValue) != false
      && containerFormat?.matches(attributes.containerFormat.rawValue) != false
      && diskFormat?.matches(attributes.diskFormat.rawValue) != false
  }

  private func matchesNumbers(_ image: ImageSummary) -> Bool {
    minimumSize.map { (image.size ?? 0) >= $0 } != false
      && maximumSize.map { (image.size ?? 0) <= $0 } != false
      && minimumDisk.map { image.attributes.minimumDisk >= $0 } != false
      && minimumMemory.map { image.attributes.minimumMemory >= $0 } != false
  }

  private func isVisible(_ image: ImageSummary, to context: StoreContext) -> Bool {
    let attributes = image.attributes
    let isOwner = context.isOwner(of: attributes)
    switch visibility {
    case .only(let visibility) where image.visibility != visibility: return false
    case nil where attributes.visibility == .community && !isOwner: return false
    default: break
    }
    guard case .only(let status) = memberStatus else { return true }
    guard attributes.visibility == .shared, !isOwner else {
      // Nobody has to answer to it.
      return status == .accepted
    }
    return context.membership(in: attributes) == status
  }
}

extension SortOrder {
  fileprivate func uses(_ key: Key) -> Bool { terms.contains { $0.key == key } }
}
