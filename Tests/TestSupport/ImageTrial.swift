internal import DiskImage
internal import FileSupport
internal import SystemPackage

/// What must hold for any bytes whatever that somebody offers as a disk image.
///
/// They are refused with an error of ours, by the gate or while the disk is read; or they are
/// stored as a clean qcow2 with the same disk. An inspection says beforehand what the gate says.
public enum ImageTrial {
  public enum Outcome: Sendable, Hashable {
    case refused
    /// The structure is sound, but not the compressed data in it.
    case unreadable
    case stored
    /// Sound, and too large for a trial.
    case large
  }

  /// A promise that was broken.
  public struct Violation: Error, CustomStringConvertible {
    public let description: String
  }

  /// Disks of more bytes are not read.
  private static let sizeLimit = 64 << 20

  /// - Throws: `Violation`.
  public static func run(_ bytes: [UInt8]) throws -> Outcome {
    let file = BytesFile(bytes, path: "image")
    let refusals = ours { try ImageInspection.inspect(file).refusals }
    let image = ours {
      try ImageGate.admit(file, declared: nil, fileName: nil, force: false)
    }
    switch (try image.get(), try refusals.get()) {
    case (nil, let refusals):
      try require(refusals?.isEmpty != true, "the inspection finds nothing, but the gate refuses")
      return .refused
    case (let image?, let refusals):
      try require(refusals?.isEmpty == true, "the gate admits what the inspection would refuse")
      return try store(image.reader)
    }
  }

  private static func store(_ disk: any DiskReader) throws -> Outcome {
    guard disk.virtualSize <= sizeLimit else { return .large }
    guard let raw = try ours({ try bytes(of: disk, as: .raw) }).get(),
      let qcow2 = try ours({ try bytes(of: disk, as: .qcow2(Qcow2Options())) }).get()
    else { return .unreadable }
    let stored = BytesFile(qcow2, path: "stored")
    let check = try ours { try Qcow2Check.run(stored) }.get()
    try require(check?.isClean == true, "the image that was stored is not clean")
    let reader = try ours { try ImageReader.open(stored, format: .qcow2) }.get()
    let back = try reader.flatMap { reader in
      try ours { try bytes(of: reader, as: .raw) }.get()
    }
    // Whole sectors are stored.
    try require(back?.starts(with: raw) == true, "the disk that was stored is another one")
    return .stored
  }

  private static func bytes(of disk: any DiskReader, as output: OutputFormat) throws -> [UInt8] {
    let sink = MemorySink()
    try ImageWriter.write(disk, as: output, to: sink)
    return sink.bytes
  }

  private static func require(_ condition: Bool, _ promise: String) throws {
    guard condition else { throw Violation(description: promise) }
  }

  /// Nil where `body` throws an error of ours; a violation where it throws another one.
  private static func ours<Value>(_ body: () throws -> Value) -> Result<Value?, Violation> {
    do {
      return .success(try body())
    } catch is PcoccError {
      return .success(nil)
    } catch {
      return .failure(Violation(description: "an error of a foreign type: \(error)"))
    }
  }
}
