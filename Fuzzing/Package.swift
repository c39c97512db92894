// swift-tools-version: 6.1
import PackageDescription

// A package of its own, because libFuzzer brings the `main`: it links only with
// `--sanitize=fuzzer`, as Scripts/fuzz builds it.
let package = Package(
  name: "Fuzzing",
  dependencies: [.package(name: "decaph", path: "..")],
  targets: [
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        .product(name: "Artifacts", package: "decaph"),
        .product(name: "Datasets", package: "decaph"),
        .product(name: "Images", package: "decaph"),
        .product(name: "ModelExchange", package: "decaph"),
        .product(name: "ModelUpdate", package: "decaph"),
        .product(name: "Node", package: "decaph"),
        .product(name: "Sodium", package: "decaph"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
