import LinearAlgebra

/// The memory of one worker for a micro-batch of up to ``LaneProduct/width`` examples.
///
/// "Rows" are one example after another; "lanes" are one number of all examples after another.
final class Workspace {
  typealias Lanes = LaneProduct.Lanes

  /// Examples in the micro-batch; the lanes above hold zeros.
  var count = 0
  /// Rows: input and image activations, ``Network/activationCount`` numbers each.
  let activations: Storage<Float>
  /// Rows: the inputs of each dense layer but the first, whose rows are in `activations`.
  let denseRows: [Storage<Float>]
  /// Lanes: the input of each dense layer, and last the outputs of the network.
  let denseLanes: [Storage<Lanes>]
  /// Lanes: the loss's derivative by the result of each dense layer, before its ReLU.
  let deltas: [Storage<Lanes>]
  /// Lanes: the derivative by the input of the first dense layer.
  let inputDeltas: Storage<Lanes>
  /// One example's gradient of the image layers.
  let imageGradient: Storage<Float>
  /// The derivatives on both sides of an image layer.
  let imageDeltas: (Storage<Float>, Storage<Float>)
  /// The derivative by the output of a shortcut.
  let shortcutDelta: Storage<Float>
  let scratch: Storage<Float>
  /// Per lane: the loss, whether the input was finite, the factor from gradient to grid (0: none).
  let losses: Storage<Double>
  let isFinite: Storage<Bool>
  let scales: Storage<Float>
  /// The lanes that add to the row at hand.
  let liveLanes: Storage<Int>
  /// Sums over micro-batches: truncated, or real.
  let sums: Storage<Int32>
  let realSums: Storage<Float>
  var lossSum = 0.0
  var nonFinite = 0
  /// Whether every gradient of the record at hand was finite so far.
  var isRecordFinite = true
  /// What was computed here.
  var effort = Effort()

  init(_ network: Network, sums kind: Sums) {
    let width = LaneProduct.width
    let zeros = Lanes(repeating: 0)
    let dense = network.denseLayers
    activations = Storage(repeating: 0, count: width * network.activationCount)
    denseRows = dense.dropFirst().map { Storage(repeating: 0, count: width * $0.inputs) }
    denseLanes =
      dense.map { Storage(repeating: zeros, count: $0.inputs) }
      + [Storage(repeating: zeros, count: network.architecture.outputs)]
    let isTraining = kind != .none
    let imageParameters = isTraining ? network.imageParameterCount : 0
    deltas = dense.map { Storage(repeating: zeros, count: $0.units) }
    inputDeltas = Storage(repeating: zeros, count: imageParameters > 0 ? dense[0].inputs : 0)
    imageGradient = Storage(repeating: 0, count: imageParameters)
    let image = imageParameters > 0 ? network.largestImage : 0
    imageDeltas = (Storage(repeating: 0, count: image), Storage(repeating: 0, count: image))
    shortcutDelta = Storage(repeating: 0, count: image)
    scratch = Storage(repeating: 0, count: network.scratchCount)
    losses = Storage(repeating: 0, count: width)
    isFinite = Storage(repeating: true, count: width)
    scales = Storage(repeating: 0, count: width)
    liveLanes = Storage(repeating: 0, count: width)
    let count = network.layout.count
    let isTruncated = kind == .truncated || kind == .several
    sums = Storage(repeating: 0, count: isTruncated ? count : 0)
    realSums = Storage(repeating: 0, count: kind == .real || kind == .several ? count : 0)
  }

  /// What a workspace can add up.
  enum Sums {
    /// Truncated gradients of single examples.
    case truncated
    /// Truncated gradients of records, whose real ones are added up first.
    case several
    case real
    case none
  }
}
