internal import Foundation

extension String {
  /// The path from the root, whatever folder a command is run in.
  var absolutePath: String { URL(fileURLWithPath: self).standardizedFileURL.path }
}
