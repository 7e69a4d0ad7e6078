internal import FileSupport

extension Repository {
  /// Does something to an image. Where the file system refuses it, the error says what could not be
  /// done to which image, and not how it was tried.
  ///
  /// - Parameter deed: as in "deleted".
  func naming<Result>(
    _ image: ImageName, _ deed: String, _ body: () throws -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch var error as PcoccError
      where [.permission, .readOnly].contains(error.code) && error.cause != nil
      && error.advice == nil
    {
      error.message = "image \"\(name):\(image)\" cannot be \(deed)"
      throw error.advising("ask the owner of the repository to let you write to it")
    }
  }
}
