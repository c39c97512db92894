import ModelUpdate

/// The model as an ONNX file (opset 17): from inputs in the plan's ranges to probabilities.
///
/// Its input `input` is `[N, channels, height, width]` or `[N, features]`: grey values averaged to the
/// plan's side, or columns scaled by their public ranges, as `predict` makes them. Standardisation
/// and the final softmax or sigmoid are in the graph, so the output `probabilities` is
/// `[N, classes]`. The metadata have the same keys as in ``safeTensors()``, and besides `classes` and
/// for tables `inputs`, the names of outputs and inputs as JSON lists.
extension PortableModel {
  /// The bytes of the file; the same model gives the same bytes.
  public func onnx() throws(ModelUpdateError) -> [UInt8] {
    let layout = try ParameterLayout(architecture)
    let shapes = try architecture.shapes()
    var graph = ONNXGraph(input: "input")
    standardise(&graph)
    for (index, layer) in architecture.layers.enumerated() {
      graph.append(layer, named: "\(index)", from: shapes[index], to: shapes[index + 1]) { part in
        let name = "\(index).\(part)"
        let found = layout.tensors.first { $0.name == name }
        // The layout has the tensors that its own layers need.
        return ONNXTensor(
          name, shape: found?.shape ?? [], found.map { parameters[$0.range] } ?? [])
      }
    }
    switch architecture.loss {
    case .softmaxCrossEntropy:
      graph.append("Softmax", named: "probabilities", [.int("axis", 1)])
    case .sigmoidCrossEntropy: graph.append("Sigmoid", named: "probabilities")
    }
    var model = ProtobufMessage()
    model.add(1, 8)  // ir_version, that of opset 17
    model.add(2, "decaph")
    model.add(6, origin.text)
    model.add(
      7,
      graph.message(
        name: "decaph", shape: architecture.input, outputs: architecture.outputs))
    var opset = ProtobufMessage()
    opset.add(1, "")
    opset.add(2, 17)
    model.add(8, opset)
    for (key, value) in description.sorted(by: { $0.key < $1.key }) {
      var entry = ProtobufMessage()
      entry.add(1, key)
      entry.add(2, value)
      model.add(14, entry)
    }
    return model.bytes
  }

  private func standardise(_ graph: inout ONNXGraph) {
    guard !standardisation.isEmpty || !dropped.isEmpty else { return }
    var shifts = [Float](repeating: 0, count: architecture.inputCount)
    var scales = [Float](repeating: 1, count: architecture.inputCount)
    for input in standardisation {
      shifts[input.input] = input.shift
      scales[input.input] = input.scale
    }
    for input in dropped { scales[input] = 0 }
    let shape = architecture.input
    let shift = graph.constant(ONNXTensor("standardisation.mean", shape: shape, shifts))
    graph.append("Sub", named: "centred", with: [shift])
    let scale = graph.constant(ONNXTensor("standardisation.scale", shape: shape, scales))
    graph.append("Mul", named: "standardised", with: [scale])
  }

  private var description: [String: String] {
    var texts = metadata
    texts["classes"] = Self.text(data.classes)
    if let table = data.table { texts["inputs"] = Self.text(table.features.flatMap(\.inputNames)) }
    return texts
  }
}
