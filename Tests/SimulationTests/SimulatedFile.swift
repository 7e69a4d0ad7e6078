import FileSupport
import SystemPackage

/// An open file of a simulated file system. What is written is at the server at once, and reading
/// is no turn of its own: bytes never change once they have a name that others know.
final class SimulatedFile: File {
  let path: FilePath
  private let process: SimulatedProcess
  private let number: Int
  private var server: Server { process.node.server }

  init(_ process: SimulatedProcess, _ number: Int, _ path: FilePath) {
    self.process = process
    self.number = number
    self.path = path
  }

  func status() throws -> FileStatus {
    do {
      return try process.node.status(number, isFresh: false)
    } catch {
      throw PcoccError.fileSystem("cannot examine", path, error)
    }
  }

  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int {
    let bytes = server.disk.inodes[number].bytes
    guard offset < bytes.count else { return 0 }
    let part = bytes[offset..<min(bytes.count, offset + buffer.count)]
    buffer.copyBytes(from: part)
    return part.count
  }

  func write(_ buffer: UnsafeRawBufferPointer, at offset: Int) throws {
    try process.simulation.takeTurn(process, isChange: true)
    var bytes = server.disk.inodes[number].bytes
    let end = offset + buffer.count
    if bytes.count < end { bytes += [UInt8](repeating: 0, count: end - bytes.count) }
    bytes.replaceSubrange(offset..<end, with: buffer)
    server.disk.write(bytes, to: number)
    process.node.attributes[number] = nil
  }

  func resize(to size: Int) throws {
    var bytes = server.disk.inodes[number].bytes.prefix(size)
    bytes += [UInt8](repeating: 0, count: size - bytes.count)
    server.disk.write(Array(bytes), to: number)
  }

  func nextData(from offset: Int) throws -> Int? {
    offset < server.disk.inodes[number].bytes.count ? offset : nil
  }

  func nextHole(from offset: Int) throws -> Int { server.disk.inodes[number].bytes.count }

  func setAccess(_ access: FileAccess) throws {}
  func willRead(_ range: Range<Int>) {}

  func synchronize() throws { try process.simulation.takeTurn(process, isChange: false) }
  func close() throws {}
}
