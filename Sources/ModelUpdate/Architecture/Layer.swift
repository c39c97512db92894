/// One layer of a model.
///
/// Layers on images see `[channels, height, width]`; a dense layer flattens what it gets, channel
/// by channel and row by row, as PyTorch does.
public enum Layer: Hashable, Sendable {
  /// Cross-correlation with a square kernel of odd side and a bias per filter, padded with zeros
  /// by `(kernel - 1) / 2` on each side: the output side is `ceil(side / stride)`.
  case convolution(filters: Int, kernel: Int, stride: Int = 1)
  /// `max(x, 0)`; the derivative at zero is zero.
  case relu
  /// The maximum of each `size` x `size` square, stride `size`; what is left over at the right and
  /// lower edge is not read. Of equal values the first in reading order gets the gradient.
  case maxPool(size: Int)
  /// Group normalisation (Wu and He 2018) over groups of neighbouring channels, with a scale and
  /// a shift per channel and 10^-5 added to the variance. It looks at one example only, so that
  /// per-example gradients stay independent, which batch normalisation would break.
  case groupNorm(groups: Int)
  /// `W x + b` with `units` outputs; `W` is `[units, inputs]`.
  case dense(units: Int)

  /// The name in files: `convolution`, `relu`, `maxPool`, `groupNorm` or `dense`.
  public var kind: String {
    switch self {
    case .convolution: "convolution"
    case .relu: "relu"
    case .maxPool: "maxPool"
    case .groupNorm: "groupNorm"
    case .dense: "dense"
    }
  }
}
