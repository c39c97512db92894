/// One tensor of a model whose layers its trainer alone knows.
public struct ModelTensor: Codable, Hashable, Sendable {
  /// What the trainer's program calls it, such as `features.conv0.weight`.
  public var name: String
  /// Its sides, row by row; empty for one number.
  public var shape: [Int]

  /// Names a tensor.
  public init(name: String, shape: [Int]) {
    self.name = name
    self.shape = shape
  }

  /// The most tensors of a model.
  public static let mostOfAModel = 10_000
  /// The most sides of a tensor.
  static let mostSides = 8
  /// The longest name.
  static let longestName = 200
  /// Names of a model file that are not tensors of the model.
  private static let reserved = ["optimizer.", "release."]

  /// The numbers that it holds.
  ///
  /// - Throws: ``ModelUpdateError`` with code `invalidArchitecture` for a name that a file's header
  ///   would have to escape or that a model file uses itself, or for sides that make no tensor.
  func checkedCount() throws(ModelUpdateError) -> Int {
    guard (1...Self.longestName).contains(name.utf8.count),
      name.unicodeScalars.allSatisfy(Self.isPlain)
    else {
      throw Architecture.refusal(
        "a tensor has a name that is not 1 to \(Self.longestName) of A-Z, a-z, 0-9, '.', '_', '-'",
        "rename it in the model's file")
    }
    guard name != "step", name != "__metadata__",
      !Self.reserved.contains(where: name.hasPrefix)
    else {
      throw Architecture.refusal(
        "the tensor name '\(name)' is one that model files use themselves",
        "rename it in the model's file")
    }
    var count = 1
    for side in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: side)
      guard side >= 1, !overflow, product <= Architecture.maximumParameters else {
        throw Architecture.refusal(
          "the tensor \(name) has the shape \(shape)",
          "every side is at least 1 and the product at most \(Architecture.maximumParameters)")
      }
      count = product
    }
    guard shape.count <= Self.mostSides else {
      throw Architecture.refusal(
        "the tensor \(name) has \(shape.count) sides", "use at most \(Self.mostSides)")
    }
    return count
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "-": true
    default: false
    }
  }
}
