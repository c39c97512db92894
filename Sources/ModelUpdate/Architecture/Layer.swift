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
  /// The basic block of a residual network (He et al. 2016) with group normalisation: 3x3
  /// convolution of that stride, norm, ReLU, 3x3 convolution, norm; plus the input; ReLU. Where the
  /// shape changes, the input passes a 1x1 convolution of that stride and a norm first. Its
  /// convolutions have no biases: the norms' shifts do their work.
  case residualBlock(filters: Int, stride: Int = 1, groups: Int)
  /// The mean of each channel: `[channels, height, width]` becomes `[channels]`.
  case globalAveragePool
  /// `W x + b` with `units` outputs; `W` is `[units, inputs]`.
  case dense(units: Int)

  /// The name in files, such as `maxPool`.
  public var kind: String {
    switch self {
    case .convolution: "convolution"
    case .relu: "relu"
    case .maxPool: "maxPool"
    case .groupNorm: "groupNorm"
    case .residualBlock: "residualBlock"
    case .globalAveragePool: "globalAveragePool"
    case .dense: "dense"
    }
  }
}
