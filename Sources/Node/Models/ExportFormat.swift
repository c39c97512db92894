/// As what a model leaves its consortium.
public enum ExportFormat: String, Sendable, CaseIterable {
  /// Named tensors, and what `predict` needs in the metadata.
  case safetensors
  /// A network with standardisation and probabilities in it, for ONNX runtimes.
  case onnx
}
