import Datasets
import ModelExchange

/// `predict`: what an exported model says about images or rows. It stays on the hospital's screen.
public struct PredictExamples {
  private let model: PortableModel
  private let predictor: Predictor
  private let path: String
  private let isJSON: Bool

  /// The largest model file that is read, in bytes: the most parameters and the longest header.
  private static let largestModel = 256 << 20
  /// Numbers of image inputs that are in memory at a time.
  private static let batch = 1 << 24

  /// Reads a model.
  ///
  /// - Parameters:
  ///   - model: a file that `export --format safetensors` wrote.
  ///   - path: an image, a folder of images, or a CSV file.
  ///   - isJSON: whether to print JSON lines.
  public init(model: String, path: String, isJSON: Bool) throws {
    let bytes = try NamedFile(model).read(limit: Self.largestModel)
    do {
      self.model = try PortableModel(safeTensors: bytes)
    } catch {
      throw NodeError(.badData, "\(model): \(error.message)", remedy: error.remedy)
    }
    predictor = try Predictor(self.model)
    self.path = path
    self.isJSON = isJSON
  }

  /// Predicts.
  ///
  /// - Parameters:
  ///   - print: gets one line for each image or row; patient data.
  ///   - note: gets what a person should know beside that.
  /// - Throws: `NodeError` 65 when no image can be read.
  public func run(print: (String) -> Void, note: (String) -> Void) throws {
    note("model of \(model.origin.text)")
    switch DataSpecification(model.data) {
    case .table(let table):
      let rows = try TableLoader(table).loadUnlabelled(path)
      for text in rows.notes { note(text) }
      for prediction in try predictor.predict(rows) {
        print(isJSON ? prediction.json : prediction.text)
      }
    case .images(let specification):
      try specification.validate()
      try predict(try UnlabelledImages(path), side: specification.side, print, note)
    }
  }

  private func predict(
    _ images: UnlabelledImages, side: Int, _ print: (String) -> Void, _ note: (String) -> Void
  ) throws {
    let total = images.files.count
    let step = min(256, max(16, Self.batch / (side * side)))
    var unreadable = 0
    for start in stride(from: 0, to: total, by: step) {
      let examples = images.load(start..<min(start + step, total), side: side)
      for prediction in try predictor.predict(examples) {
        print(isJSON ? prediction.json : prediction.text)
      }
      for file in examples.skipped {
        unreadable += 1
        note("skipped \(Prediction.printable(file.name)): \(Prediction.printable(file.reason))")
        if isJSON { print(Prediction.json(unreadable: file.name, file.reason)) }
      }
    }
    guard unreadable > 0 else { return }
    guard unreadable < total else {
      throw NodeError(
        .badData, "none of \(total) images could be read",
        remedy: "this model takes PNG or JPEG images; the lines above name each file and its fault")
    }
    note("\(unreadable) of \(total) images could not be read")
  }
}
