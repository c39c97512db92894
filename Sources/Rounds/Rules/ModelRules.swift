import Artifacts
import Sodium

/// What a reader checks of a published model before it opens it.
public enum ModelRules {
  /// Checks a model statement against the result of its round.
  ///
  /// - Parameters:
  ///   - result: digest of the round's `result.json`.
  ///   - closed: the result itself.
  public static func check(
    _ statement: ModelStatement, result: Digest, closed: ResultDocument, manifest: Manifest
  ) throws(Rejection) {
    let file = statement.place.json
    let content = statement.content
    // Any member may publish it, also one that has entered again meanwhile.
    guard content.round == closed.round, content.K == closed.K, content.sees == [result] else {
      throw Rejection(.context, file: file, "does not stand on the result of its round")
    }
    guard content.body.model == closed.model else {
      throw Rejection(.field, file: file, "names another model than the result of its round")
    }
    let size = try RoundArithmetic(manifest.plan).sealedModelSize(readers: manifest.readers.count)
    guard content.payload.count == 1, let payload = content.payload.first,
      payload.name == "model.sealed", payload.type == "safetensors", payload.bytes == size
    else {
      throw Rejection(.field, file: file, "field 'payload' is not one sealed model of this plan")
    }
  }
}
