extension Architecture {
  /// Checks what goes in and what comes out.
  func checkEnds() throws(ModelUpdateError) {
    guard input.count == 1 || input.count == 3 else {
      throw Self.refusal(
        "input has \(input.count) numbers", "write [features] or [channels, height, width]")
    }
    try Self.checkSize(input, "input")
    let fewest = loss == .softmaxCrossEntropy ? 2 : 1
    guard outputs >= fewest else {
      throw Self.refusal("outputs is \(outputs)", "\(loss.rawValue) needs at least \(fewest)")
    }
  }

  /// Checks what is not in the list of tensors of a model without layers.
  func checkOwnTensors() throws(ModelUpdateError) {
    try checkEnds()
    guard layers.isEmpty, classWeights == nil else {
      throw Self.refusal(
        "it has both tensors of a trainer and layers or class weights",
        "leave both to the trainer")
    }
  }
}
