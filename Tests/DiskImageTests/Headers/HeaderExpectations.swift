import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

/// A valid image with something wrong in it, and the words in which that is said.
struct BadHeader: Sendable, CustomTestStringConvertible {
  var phrase: String
  var code: PcoccError.Code
  var bytes: [UInt8]

  init(_ phrase: String, _ code: PcoccError.Code, _ bytes: [UInt8]) {
    self.phrase = phrase
    self.code = code
    self.bytes = bytes
  }

  init(_ phrase: String, _ bytes: [UInt8]) { self.init(phrase, .corrupt, bytes) }

  /// - Parameter patch: spoils `bytes`.
  init(
    _ phrase: String, _ code: PcoccError.Code = .corrupt, of bytes: [UInt8],
    patch: (inout [UInt8]) -> Void
  ) {
    self.init(phrase, code, bytes)
    patch(&self.bytes)
  }

  var testDescription: String { phrase }

  /// Expects that the header cannot be parsed.
  func expectMalformed<Header: ImageHeader>(_: Header.Type) {
    let error = #expect(throws: PcoccError.self) { try Header(file: BytesFile(bytes)) }
    #expect(error?.code == code)
    #expect(error?.message.contains(phrase) == true, "\(error?.message ?? "")")
    #expect(error?.path == "image.qcow2")
  }

  /// Expects that the header can be shown, and is refused for this reason alone.
  func expectRefused<Header: ImageHeader>(_: Header.Type) throws {
    let header = try Header(file: BytesFile(bytes))
    let refusals = header.refusals(path: "image.qcow2")
    #expect(refusals.map(\.code) == [code])
    #expect(refusals.first?.message.contains(phrase) == true, "\(refusals)")
    let refusal = try #require(refusals.first)
    #expect(throws: refusal) { try header.validateForReading(path: "image.qcow2") }
  }
}

/// Expects that no length of `bytes` below `count` is taken for a whole image.
func expectTruncationRefused<Header: ImageHeader>(
  _: Header.Type, _ bytes: [UInt8], below count: Int
) throws {
  #expect(throws: Never.self) { try Header(file: BytesFile(bytes)) }
  let taken = (0..<count).filter { length in
    do {
      _ = try Header(file: BytesFile(Array(bytes[..<length])))
      return true
    } catch {
      return (error as? PcoccError)?.code != .corrupt
    }
  }
  #expect(taken == [])
}

/// Parses `bytes` with random changes at `places`; whatever comes out, it must come out.
func mutate<Header: ImageHeader>(
  _: Header.Type, _ bytes: [UInt8], places: Range<Int>, seed: UInt64, count: Int = 1000
) {
  var generator = SeededGenerator(seed: seed)
  let interesting: [UInt8] = [0, 1, 0x7f, 0x80, 0xff]
  for _ in 0..<count {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let place = Int.random(in: places, using: &generator)
      let value =
        Bool.random(using: &generator)
        ? interesting.randomElement(using: &generator) ?? 0
        : UInt8.random(in: .min ... .max, using: &generator)
      let end = min(place + [1, 2, 4, 8][Int.random(in: 0..<4, using: &generator)], bytes.count)
      for index in place..<end { bytes[index] = value }
    }
    let file = BytesFile(bytes)
    do {
      let header = try Header(file: file)
      #expect(header.virtualSize >= 0)
      _ = (header.unitSize, header.featureNames, header.references, header.details)
      _ = header.refusals(path: file.path)
    } catch {
      #expect(error is PcoccError)
    }
  }
}
