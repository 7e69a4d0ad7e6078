// swift-tools-version: 6.2
import PackageDescription

// A package of its own: it uses the library as any other program does.
let package = Package(
  name: "nightly-backup",
  dependencies: [.package(name: "pcocc-image", path: "../..")],
  targets: [
    .executableTarget(
      name: "nightly-backup",
      dependencies: [.product(name: "ImageStore", package: "pcocc-image")],
      path: "Sources/NightlyBackup", swiftSettings: [.treatAllWarnings(as: .error)])
  ]
)
