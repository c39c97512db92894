// swift-tools-version: 6.1
import PackageDescription

// Who may import whom is the project's map (docs/architecture.md). `.ci/check-imports` holds
// the sources to it: a C library is imported in one place, what computes does no I/O, and the
// auditor never imports what touches patients.
let package = Package(
  name: "decaph",
  products: [
    .executable(name: "decaph-node", targets: ["decaph-node"]),
    .executable(name: "decaph-audit", targets: ["decaph-audit"]),
    // What Benchmarks/ measures and Fuzzing/ feeds.
    .library(name: "Artifacts", targets: ["Artifacts"]),
    .library(name: "Datasets", targets: ["Datasets"]),
    .library(name: "DifferentialPrivacy", targets: ["DifferentialPrivacy"]),
    .library(name: "Images", targets: ["Images"]),
    .library(name: "Learning", targets: ["Learning"]),
    .library(name: "ModelExchange", targets: ["ModelExchange"]),
    .library(name: "ModelUpdate", targets: ["ModelUpdate"]),
    .library(name: "Node", targets: ["Node"]),
    .library(name: "SecureAggregation", targets: ["SecureAggregation"]),
    .library(name: "Sodium", targets: ["Sodium"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    // System libraries: a module map and a shim each.
    .systemLibrary(
      name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
    // Not linked: loaded when it is needed.
    .systemLibrary(name: "COpenBLAS", providers: [.apt(["libopenblas0"])]),
    .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
    .systemLibrary(
      name: "CTurboJPEG", pkgConfig: "libturbojpeg", providers: [.apt(["libturbojpeg0-dev"])]),

    // The only importers of the C libraries.
    .target(name: "Sodium", dependencies: ["CSodium"]),
    .target(name: "LinearAlgebra", dependencies: ["COpenBLAS"]),
    .target(name: "Images", dependencies: ["CPNG", "CTurboJPEG"]),

    // What both programs print with.
    .systemLibrary(name: "CProcess"),
    .target(name: "Console", dependencies: ["CProcess"]),

    // Bytes on disk.
    .target(name: "SharedFolder"),
    .target(name: "Journal"),

    // What computes.
    .target(name: "ModelUpdate"),
    .target(name: "DifferentialPrivacy"),
    .target(name: "SecureAggregation", dependencies: ["DifferentialPrivacy", "Sodium"]),
    .target(
      name: "Artifacts",
      dependencies: ["DifferentialPrivacy", "ModelUpdate", "SecureAggregation", "Sodium"]),
    .target(
      name: "ModelExchange",
      dependencies: ["Artifacts", "DifferentialPrivacy", "ModelUpdate", "Sodium"]),
    .target(name: "Datasets", dependencies: ["Images"]),
    .target(name: "Learning", dependencies: ["LinearAlgebra", "ModelUpdate"]),
    .target(
      name: "Rounds",
      dependencies: [
        "Artifacts", "DifferentialPrivacy", "ModelUpdate", "SecureAggregation", "Sodium",
      ]),

    // What acts.
    .target(
      name: "Node",
      dependencies: [
        "Artifacts", "Console", "Datasets", "DifferentialPrivacy", "Images", "Journal", "Learning",
        "LinearAlgebra", "ModelExchange", "ModelUpdate", "Rounds", "SecureAggregation",
        "SharedFolder", "Sodium",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "TOMLKit", package: "TOMLKit"),
      ]),
    .target(
      name: "Audit",
      dependencies: [
        "Artifacts", "DifferentialPrivacy", "ModelExchange", "ModelUpdate", "Rounds",
        "SecureAggregation",
        "SharedFolder", "Sodium",
      ]),

    // Programs: parse, call, print, exit code.
    .executableTarget(
      name: "decaph-node",
      dependencies: [
        "Audit", "Console", "Node",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "decaph-audit",
      dependencies: [
        "Audit", "Console",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Where tests make their folders, and folders that pass on to others.
    .target(name: "TestFolders", dependencies: ["SharedFolder"], path: "Tests/TestFolders"),

    .testTarget(
      name: "SodiumTests", dependencies: ["Sodium", "TestFolders"], resources: [.copy("Vectors")]),
    .testTarget(
      name: "SecureAggregationTests",
      dependencies: ["DifferentialPrivacy", "SecureAggregation", "Sodium"],
      resources: [.copy("Vectors")]),
    .testTarget(
      name: "DifferentialPrivacyTests", dependencies: ["DifferentialPrivacy"],
      resources: [.copy("Vectors")]),
    .testTarget(
      name: "ImagesTests", dependencies: ["Images", "TestFolders"], resources: [.copy("Vectors")]),
    .testTarget(name: "DatasetsTests", dependencies: ["Datasets", "Images", "TestFolders"]),
    .testTarget(
      name: "LearningTests", dependencies: ["Learning", "LinearAlgebra", "ModelUpdate"],
      resources: [.copy("Vectors")]),
    .testTarget(
      name: "ModelUpdateTests", dependencies: ["ModelUpdate"], resources: [.copy("Vectors")]),
    .testTarget(name: "SharedFolderTests", dependencies: ["SharedFolder", "TestFolders"]),
    .testTarget(name: "JournalTests", dependencies: ["Journal", "TestFolders"]),
    .testTarget(
      name: "ArtifactsTests", dependencies: ["Artifacts", "ModelUpdate", "Sodium"],
      resources: [.copy("Vectors")]),
    .testTarget(
      name: "ModelExchangeTests",
      dependencies: ["Artifacts", "Learning", "ModelExchange", "ModelUpdate", "Sodium"],
      resources: [.copy("Vectors")]),
    .testTarget(
      name: "RoundsTests",
      dependencies: ["Artifacts", "ModelUpdate", "Rounds", "SecureAggregation", "Sodium"],
      resources: [.copy("Vectors")]),
    .testTarget(
      name: "NodeTests",
      dependencies: [
        "Artifacts", "Audit", "Datasets", "DifferentialPrivacy", "Journal", "Learning",
        "ModelExchange", "ModelUpdate", "Node", "Rounds", "SecureAggregation", "SharedFolder",
        "Sodium", "TestFolders",
      ]),
    .testTarget(
      name: "SimulationTests",
      dependencies: [
        "Artifacts", "Audit", "Journal", "ModelUpdate", "Node", "Rounds", "SecureAggregation",
        "SharedFolder", "Sodium", "TestFolders",
      ]),
    .testTarget(
      name: "AuditTests",
      dependencies: [
        "Artifacts", "Audit", "Datasets", "DifferentialPrivacy", "ModelExchange", "ModelUpdate",
        "Node", "Rounds", "SecureAggregation", "Sodium", "TestFolders",
      ]),
    .testTarget(
      name: "CommandTests", dependencies: ["decaph-node", "decaph-audit", "TestFolders"]),
  ],
  swiftLanguageModes: [.v6]
)
