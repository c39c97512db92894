import ModelExchange

/// A trained model as `export` writes it and `predict` reads it.
enum ExportTarget: FuzzTarget {
  static func read(_ bytes: [UInt8]) {
    do {
      let model = try PortableModel(safeTensors: bytes)
      let again = Invariant.succeeds("what is read is written") { try model.safeTensors() }
      let reread = Invariant.succeeds("what is written is read") {
        try PortableModel(safeTensors: again)
      }
      Invariant.hold(reread == model, "a model reads back")
    } catch {
      Invariant.message(error.message, error.remedy)
    }
  }
}
