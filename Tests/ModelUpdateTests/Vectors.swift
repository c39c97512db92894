import Foundation
import ModelUpdate

/// A file of vectors: where they come from, and the cases.
struct Vectors<Case: Decodable>: Decodable {
  let source: String
  let cases: [Case]

  static func load(_ name: String) throws -> [Case] {
    let url = Bundle.module.bundleURL.appendingPathComponent("Vectors/\(name).json")
    return try JSONDecoder().decode(Vectors.self, from: Data(contentsOf: url)).cases
  }
}

/// FNV-1a with 64 bits, as Scripts/vectors-learning.py writes it.
func digest(_ bytes: [UInt8]) -> String {
  var value: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
  let text = String(value, radix: 16)
  return String(repeating: "0", count: 16 - text.count) + text
}

func bytes(hex: String) -> [UInt8] {
  let digits = Array(hex.utf8)
  return stride(from: 0, to: digits.count, by: 2).map { index in
    UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16) ?? 0
  }
}

/// A convolutional network with a layer of every kind.
let everyKind = Architecture(
  input: [1, 8, 8],
  layers: [
    .convolution(filters: 4, kernel: 3), .groupNorm(groups: 2), .relu, .maxPool(size: 2),
    .dense(units: 11), .relu, .dense(units: 3),
  ],
  loss: .softmaxCrossEntropy, outputs: 3)
