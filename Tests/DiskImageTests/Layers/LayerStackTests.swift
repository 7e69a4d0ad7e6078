import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

@Suite struct LayerStackTests {
  private static let plain = Extent.Content.plain(fileOffset: 0)

  @Test func takesEachPartFromTheTopmostLayerThatHasIt() throws {
    let stack = try LayerStack([
      SyntheticDisk([(100, .unallocated), (50, Self.plain), (50, .unallocated)]),
      SyntheticDisk([(80, .unallocated), (20, .zero), (60, .unallocated), (40, .unallocated)]),
      SyntheticDisk([(200, .compressed(fileOffset: 9, length: 5, skip: 0))]),
    ])
    #expect(
      try stack.extents(in: 0..<200) == [
        Extent(
          range: 0..<80, content: .compressed(fileOffset: 9, length: 5, skip: 0), layer: 2),
        Extent(range: 80..<100, content: .zero, layer: 1),
        Extent(range: 100..<150, content: Self.plain, layer: 0),
        Extent(
          range: 150..<160, content: .compressed(fileOffset: 9, length: 5, skip: 150), layer: 2),
        Extent(
          range: 160..<200, content: .compressed(fileOffset: 9, length: 5, skip: 160), layer: 2),
      ])
  }

  @Test func readsZerosBehindTheEndOfALayerBelow() throws {
    let stack = try LayerStack([
      SyntheticDisk([(300, .unallocated)]), SyntheticDisk([(100, .unallocated)]),
      SyntheticDisk([(200, Self.plain)]),
    ])
    #expect(stack.virtualSize == 300)
    #expect(
      try stack.extents(in: 0..<300) == [
        Extent(range: 0..<100, content: Self.plain, layer: 2),
        Extent(range: 100..<300, content: .zero, layer: 1),
      ])
  }

  /// An extent's number must mean the layer that is read.
  @Test func aStackInAStackGivesItsLayers() throws {
    let layers = try [1, 2, 3].map { value in
      try RandomDisks.reader([UInt8](repeating: value, count: 4096))
    }
    let inner = try LayerStack([EmptyDisk(virtualSize: 4096), layers[1], layers[2]])
    let stack = try LayerStack([EmptyDisk(virtualSize: 4096), inner])
    let extent = try stack.extent(at: 0)
    #expect(extent.layer == 2)
    var bytes = [UInt8](repeating: 0, count: 4096)
    try bytes.withUnsafeMutableBytes { try stack.read(extent, into: $0) }
    #expect(bytes.allSatisfy { $0 == 2 })
  }

  @Test func readsNothingBehindItsOwnEnd() throws {
    let stack = try LayerStack([
      SyntheticDisk([(100, .unallocated)]), SyntheticDisk([(500, Self.plain)]),
    ])
    #expect(stack.virtualSize == 100)
    #expect(
      try stack.extents(in: 0..<100) == [
        Extent(range: 0..<100, content: Self.plain, layer: 1)
      ])
  }

  @Test func takesTheLargestClusters() throws {
    let stack = try LayerStack([
      SyntheticDisk([], clusterSize: 4096), SyntheticDisk([], clusterSize: 1 << 20),
    ])
    #expect(stack.clusterSize == 1 << 20)
  }

  @Test func needsALayer() {
    #expect(throws: PcoccError.self) { try LayerStack([]) }
  }

  @Test func asksEachLayerAboutEachExtentOnce() throws {
    // Of 100 layers each holds every hundredth sector.
    let layers = (0..<100).map { layer in
      var pieces: [(Int, Extent.Content)] = []
      for _ in 0..<20 {
        if layer > 0 { pieces.append((layer * 512, .unallocated)) }
        pieces.append((512, Self.plain))
        if layer < 99 { pieces.append(((99 - layer) * 512, .unallocated)) }
      }
      return SyntheticDisk(pieces)
    }
    let stack = try LayerStack(layers)
    let extents = try stack.extents(in: 0..<stack.virtualSize)
    #expect(extents.map(\.layer) == (0..<2000).map { $0 % 100 })
    for layer in layers { #expect(layer.soFar.questions <= 60) }
  }

  @Test func readsFromTheLayerThatHasIt() throws {
    let stack = try LayerStack([
      SyntheticDisk([(4096, .unallocated), (4096, Self.plain)]),
      SyntheticDisk([(8192, .zero)]),
    ])
    #expect(
      try stack.contents() == [UInt8](repeating: 0, count: 4096) + SyntheticDisk.bytes(4096..<8192))
  }

  struct Chain: Sendable {
    var clusters: [String]
    /// The sizes of the layers, base first.
    var sizes: [Int]
    var compressesBase = false
  }

  @Test(arguments: [
    Chain(clusters: ["64k", "64k", "64k"], sizes: [4 << 20, 4 << 20, 4 << 20]),
    Chain(clusters: ["2M", "4k", "64k"], sizes: [4 << 20, 6 << 20, 8 << 20]),
    Chain(
      clusters: ["64k", "512", "2M"], sizes: [4 << 20, 3 << 20, 5 << 20], compressesBase: true),
    Chain(clusters: ["4k", "64k", "4k"], sizes: [4 << 20, 2 << 20 + 512, 2 << 20 + 1024]),
  ])
  func agreesWithQemuImg(_ chain: Chain) throws {
    try withTemporaryFolder { folder in
      let paths = chain.sizes.indices.map { folder.appending("layer\($0)") }
      let content = Array((DiskSamples.mixed + DiskSamples.random(1 << 20)).prefix(chain.sizes[0]))
      let base = try Qcow2Images.convert(
        content,
        QemuOptions(
          cluster: chain.clusters[0], compression: chain.compressesBase ? "zlib" : nil),
        in: folder)
      try LocalFileSystem().rename(base, to: paths[0])
      for (index, path) in paths.enumerated().dropFirst() {
        try Oracle.qemuImg([
          "create", "-f", "qcow2", "-F", "qcow2", "-b", paths[index - 1].string,
          "-o", "cluster_size=\(chain.clusters[index])", path.string, "\(chain.sizes[index])",
        ])
        try Oracle.qemuIO([
          "-f", "qcow2", "-c", "write -P \(index) \(index * 300_032) 100k",
          "-c", "write -z \(index * 100 << 10) 64k", "-c", "write -P 9 1536k 512", path.string,
        ])
      }
      let stack = try LayerStack(
        paths.reversed().map {
          try Qcow2Reader(file: LocalFileSystem().openForReading($0), allowingBacking: true)
        })
      let top = paths[paths.count - 1]
      #expect(try stack.contents() == Qcow2Images.rawContent(of: top, in: folder))
    }
  }
}
