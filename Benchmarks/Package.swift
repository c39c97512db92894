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
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        .product(name: "Benchmark", package: "swift-benchmark"),
        .product(name: "DifferentialPrivacy", package: "decaph"),
        .product(name: "Learning", package: "decaph"),
        .product(name: "ModelUpdate", package: "decaph"),
        .product(name: "SecureAggregation", package: "decaph"),
        .product(name: "Sodium", package: "decaph"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
