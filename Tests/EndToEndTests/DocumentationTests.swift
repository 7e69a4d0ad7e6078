import Foundation
import SystemPackage
import TestSupport
import Testing

/// Every Swift sample of the documentation compiles without a warning, and does what it says.
@Suite struct DocumentationTests {
  private static let root = Checkout.root
  private static let catalog = root.appending("Sources/ImageStore/ImageStore.docc")

  static let pages: [FilePath] =
    [root.appending("README.md")]
    + ((try? FileManager.default.contentsOfDirectory(atPath: catalog.string)) ?? [])
    .filter { $0.hasSuffix(".md") }.sorted().map { catalog.appending($0) }

  @Test func thereArePages() { #expect(Self.pages.count >= 5) }

  @Test(arguments: pages)
  func samplesWork(_ page: FilePath) throws {
    let samples = try SampleProgram(page)
    // One page tells of no code at all.
    guard !samples.isEmpty else { return #expect(page.lastComponent == "Safety.md") }
    try withTemporaryFolder { folder in
      let source = folder.appending("Sample.swift")
      try samples.text.write(toFile: source.string, atomically: true, encoding: .utf8)
      let program = folder.appending("sample")
      let compilation = try Self.compile(source, to: program)
      #expect(compilation.status == 0, "\(compilation.standardError)")
      guard compilation.status == 0 else { return }
      try Data((0..<1 << 20).map { UInt8(truncatingIfNeeded: $0 >> 8) })
        .write(to: URL(fileURLWithPath: folder.appending("debian12.raw").string))
      let run = try Program.run(
        program, [],
        environment: [
          "HOME": folder.string, "PATH": "/usr/bin:/bin",
          "PCOCC_SYSTEM_CONF_DIR": folder.appending("etc").string,
        ], folder: folder)
      #expect(run.status == 0, "\(run.standardError)")
    }
  }

  /// A sample that is wrong is found, with its place.
  @Test func tellsWhereABadSampleIs() throws {
    try withTemporaryFolder { folder in
      let page = folder.appending("Page.md")
      let text =
        "# Page\n\n```swift\nimport ImageStore\n```\n\nText.\n\n```swift\nlet x: Nothing\n```\n"
      try text.write(toFile: page.string, atomically: true, encoding: .utf8)
      let source = folder.appending("Sample.swift")
      try SampleProgram(page).text.write(
        toFile: source.string, atomically: true, encoding: .utf8)
      let result = try Self.compile(source, to: folder.appending("sample"))
      #expect(result.status != 0)
      #expect(result.standardError.contains("Page.md:10:8: error:"), "\(result.standardError)")
    }
  }

  /// The example copies what it is told to, once.
  @Test func theExampleBacksUp() throws {
    try withPcocc { pcocc in
      let program = pcocc.folder.appending("nightly-backup")
      let compilation = try Self.compile(
        Self.root.appending("Examples/NightlyBackup/Sources/NightlyBackup/NightlyBackup.swift"),
        to: program)
      #expect(compilation.status == 0, "\(compilation.standardError)")
      let result = try pcocc.shell(
        """
        mkdir backup && head -c 1M /dev/urandom >disk.raw && cp disk.raw other.raw || exit
        $PCOCC image import -q --property backup=nightly disk.raw box || exit
        $PCOCC image import -q other.raw other || exit
        ./nightly-backup backup | grep -c '"outcome" : "copied"' || exit
        ./nightly-backup backup | grep -c '"outcome" : "current"' || exit
        ls backup | wc -l
        $PCOCC image export -q -t raw box back.raw && cmp back.raw disk.raw
        """)
      #expect(result.status == 0, "\(result.standardError)")
      #expect(result.standardOutput == "1\n1\n1\n")
    }
  }

  /// Compiles a program against the modules that were built for the tests, with the objects of `pcocc`.
  private static func compile(_ source: FilePath, to program: FilePath) throws -> ProgramResult {
    let products = FilePath(Bundle.main.executablePath ?? CommandLine.arguments[0])
      .removingLastComponent()
    let objects = try String(
      contentsOfFile: products.appending("pcocc.product/Objects.LinkFileList").string,
      encoding: .utf8
    ).split(separator: "\n").map(String.init).filter { !$0.contains("/pcocc.build/") }
    let list = FilePath("\(program).objects")
    try objects.joined(separator: "\n").write(
      toFile: list.string, atomically: true, encoding: .utf8)
    let compiler = try #require(Program.find("swiftc"), "swiftc is not on PATH")
    return try Program.run(
      compiler,
      ["-swift-version", "6", "-warnings-as-errors", "-parse-as-library", source.string]
        + ["-I", products.appending("Modules").string]
        + (try moduleMaps(products)) + ["@\(list)", "-o", program.string]
        + ["-lz", "-ldeflate", "-lzstd", "-lstdc++"])
  }

  /// Those of the C targets, here and in the packages this one depends on.
  private static func moduleMaps(_ products: FilePath) throws -> [String] {
    let files = FileManager.default
    let checkouts = products.removingLastComponent().removingLastComponent().appending("checkouts")
    var maps = [products.appending("CFileSupport.build/module.modulemap")]
    for package in try files.contentsOfDirectory(atPath: checkouts.string) {
      let sources = checkouts.appending(package).appending("Sources")
      for target in (try? files.contentsOfDirectory(atPath: sources.string)) ?? [] {
        maps.append(sources.appending(target).appending("include/module.modulemap"))
      }
    }
    return maps.filter { files.fileExists(atPath: $0.string) }
      .flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] }
      + ["CZlib", "CDeflate", "CZstd"].flatMap { ["-I", root.appending("Sources/\($0)").string] }
  }
}
