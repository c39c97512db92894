extension ParameterLayout {
  /// Lays out the tensors of a model whose layers are not known here, in the order of the list.
  ///
  /// - Throws: ``ModelUpdateError`` with code `invalidArchitecture`.
  static func tensors(
    of list: [ModelTensor], in architecture: Architecture
  ) throws(ModelUpdateError) -> (tensors: [Tensor], count: Int) {
    try architecture.checkOwnTensors()
    guard (1...ModelTensor.mostOfAModel).contains(list.count) else {
      throw Architecture.refusal(
        "there are \(list.count) tensors", "use 1 to \(ModelTensor.mostOfAModel)")
    }
    var tensors: [Tensor] = []
    var total = 0
    for (index, tensor) in list.enumerated() {
      let count = try tensor.checkedCount()
      guard count <= Architecture.maximumParameters - total else {
        throw Architecture.refusal(
          "the model passes \(Architecture.maximumParameters) parameters at \(tensor.name)",
          "make it smaller")
      }
      tensors.append(
        Tensor(
          name: tensor.name, shape: tensor.shape, offset: total, count: count, layer: index))
      total += count
    }
    guard Set(list.map(\.name)).count == list.count else {
      throw Architecture.refusal("two tensors have one name", "rename one in the model's file")
    }
    return (tensors, total)
  }
}
