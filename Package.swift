// swift-tools-version: 6.2
import PackageDescription

let swiftSettings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: ["TestSupport", "FileSupport", system] + dependencies,
    exclude: exclude, swiftSettings: swiftSettings)
}

let package = Package(
  name: "pcocc-image",
  products: [
    .executable(name: "pcocc", targets: ["pcocc"]),
    .library(name: "ImageStore", targets: ["ImageStore"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/kylef/PathKit", from: "1.0.1"),
  ],
  targets: [
    .executableTarget(
      name: "pcocc", dependencies: ["PcoccCommands"], swiftSettings: swiftSettings),
    .target(
      name: "PcoccCommands",
      dependencies: [
        "ImageStore", "DiskImage", "FileSupport", "Yams", argumentParser, system,
      ],
      swiftSettings: swiftSettings),
    .target(
      name: "ImageStore",
      dependencies: [
        "DiskImage", "FileSupport", "Yams", "PathKit", system,
        crypto,
      ],
      swiftSettings: swiftSettings),
    .target(
      name: "DiskImage",
      dependencies: ["FileSupport", "CDeflate", "CZlib", "CZstd", system],
      swiftSettings: swiftSettings),
    .target(
      name: "FileSupport", dependencies: ["CFileSupport", system], swiftSettings: swiftSettings),
    .target(name: "CFileSupport", cSettings: [.treatAllWarnings(as: .error)]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),

    .executableTarget(name: "ManualGenerator", swiftSettings: swiftSettings),
    .executableTarget(
      name: "pcocc-bench", dependencies: [argumentParser, crypto, system],
      path: "Sources/Benchmark",
      swiftSettings: swiftSettings),
    .target(
      name: "TestSupport", dependencies: ["DiskImage", "FileSupport", system, crypto],
      path: "Tests/TestSupport", swiftSettings: swiftSettings),
    .executableTarget(
      name: "ImageFuzzer", dependencies: ["TestSupport"], path: "Tests/ImageFuzzer",
      swiftSettings: swiftSettings),
    tests("FileSupportTests", []),
    tests("DiskImageTests", ["DiskImage"]),
    tests("ImageStoreTests", ["ImageStore", "DiskImage", "Yams", crypto]),
    tests(
      "PcoccCommandsTests", ["PcoccCommands", "ImageStore", "DiskImage", argumentParser],
      exclude: ["Snapshots"]),
    tests("SimulationTests", ["ImageStore"]),
    tests("EndToEndTests", ["pcocc", "pcocc-bench"]),
  ]
)

// The simulation alone: an optimized build of it need not wait for all the other tests.
if Context.environment["PCOCC_SIMULATION"] != nil {
  package.targets.removeAll {
    ($0.type == .test && $0.name != "SimulationTests") || $0.type == .executable
  }
  package.products.removeAll { $0.name == "pcocc" }
}
