/// The one file server of a simulation, which all its nodes reach.
///
/// Only one thread runs at a time, see `Simulation`.
final class Server: @unchecked Sendable {
  var disk: SharedDisk

  init(_ disk: SharedDisk) { self.disk = disk }
}
