/// Where each tensor of a model lies in the one vector of its parameters.
///
/// The order is that of the layers, weight before bias, each row by row; it is the order of the
/// masked vectors and of the sums, so it is part of the format.
public struct ParameterLayout: Hashable, Sendable {
  /// One tensor.
  public struct Tensor: Hashable, Sendable {
    /// The index of the layer, a dot, and `weight` or `bias`, as in PyTorch's `Sequential`; in a
    /// residual block the part comes between, such as `3.conv1.weight`, named as torchvision does.
    public let name: String
    /// `[units, inputs]` for dense, `[filters, channels, kernel, kernel]` for convolution,
    /// one number per channel or unit for biases and for group normalisation.
    public let shape: [Int]
    /// Where it starts.
    public let offset: Int
    /// How many numbers it has.
    public let count: Int
    /// The layer it belongs to; its own place where the layers are not known here.
    public let layer: Int

    /// Where it lies.
    public var range: Range<Int> { offset..<offset + count }
  }

  /// All tensors, without gaps.
  public let tensors: [Tensor]
  /// The number of parameters, d.
  public let count: Int

  /// Lays out a model.
  ///
  /// - Throws: ``ModelUpdateError`` with code `invalidArchitecture`.
  public init(_ architecture: Architecture) throws(ModelUpdateError) {
    if let list = architecture.tensors {
      (tensors, count) = try Self.tensors(of: list, in: architecture)
      return
    }
    let shapes = try architecture.shapes()
    var tensors: [Tensor] = []
    var total = 0
    for (index, layer) in architecture.layers.enumerated() {
      for part in layer.parts(from: shapes[index], to: shapes[index + 1]) {
        // Each side is at most 5 * 10^7 and the running product is cut there, so nothing overflows.
        var count = 1
        for side in part.shape where count <= Architecture.maximumParameters { count *= side }
        guard count <= Architecture.maximumParameters - total else {
          throw Architecture.refusal(
            "layers[\(index)] (\(layer.kind)): the model passes \(Architecture.maximumParameters)"
              + " parameters here", "make this layer or its input smaller")
        }
        tensors.append(
          Tensor(
            name: "\(index).\(part.name)", shape: part.shape, offset: total, count: count,
            layer: index))
        total += count
      }
    }
    self.tensors = tensors
    self.count = total
  }
}
