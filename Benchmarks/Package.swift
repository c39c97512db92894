// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that its dependencies never reach users.
let package = Package(
  name: "Benchmarks",
  dependencies: [
    .package(name: "decaph", path: ".."),
    .package(url: "https://github.com/google/swift-benchmark", from: "0.1.2"),
  ],
  targets: [
    .target(
      name: "Steps",
      dependencies: [
        .product(name: "Learning", package: "decaph"),
        .product(name: "ModelUpdate", package: "decaph"),
      ]),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "Steps",
        .product(name: "Artifacts", package: "decaph"),
        .product(name: "Benchmark", package: "swift-benchmark"),
        .product(name: "DifferentialPrivacy", package: "decaph"),
        .product(name: "SecureAggregation", package: "decaph"),
        .product(name: "Sodium", package: "decaph"),
      ]),
    .executableTarget(
      name: "FilePath",
      dependencies: ["Steps", .product(name: "ModelUpdate", package: "decaph")]),
    .executableTarget(
      name: "StepMemory",
      dependencies: ["Steps", .product(name: "ModelUpdate", package: "decaph")]),
  ],
  swiftLanguageModes: [.v6]
)
