import Learning

/// `examples.safetensors` in a trainer's working folder: `features` (F32, one row per example) and
/// either `labels` (I64, the class of each) or `marks` (U8, a 0 or 1 for each class).
enum ExampleFile {
  /// Writes some examples.
  ///
  /// - Parameter places: which, in the order of the file.
  static func encode(_ examples: LabelledExamples, places: [Int]) -> [UInt8] {
    let (count, size, outputs) = (
      places.count, examples.shape.reduce(1, *), examples.outputs
    )
    let sides = ([count] + examples.shape).map(String.init).joined(separator: ",")
    let features = count * size * 4
    var header: String
    var numbers: [UInt8] = []
    switch examples.labels {
    case .classes(let classes):
      // Eight bytes each come first, so that everything lies at a multiple of its size.
      let labels = count * 8
      header = """
        {"labels":{"dtype":"I64","shape":[\(count)],"data_offsets":[0,\(labels)]},\
        "features":{"dtype":"F32","shape":[\(sides)],\
        "data_offsets":[\(labels),\(labels + features)]}}
        """
      numbers.reserveCapacity(labels + features)
      for place in places { append(Int64(classes[place]), to: &numbers) }
      for place in places { append(examples, place, size, to: &numbers) }
    case .multiHot(let marks):
      header = """
        {"features":{"dtype":"F32","shape":[\(sides)],"data_offsets":[0,\(features)]},\
        "marks":{"dtype":"U8","shape":[\(count),\(outputs)],\
        "data_offsets":[\(features),\(features + count * outputs)]}}
        """
      numbers.reserveCapacity(features + count * outputs)
      for place in places { append(examples, place, size, to: &numbers) }
      for place in places { numbers += marks[place * outputs..<(place + 1) * outputs] }
    }
    while header.utf8.count % 8 != 0 { header += " " }
    var file: [UInt8] = []
    file.reserveCapacity(8 + header.utf8.count + numbers.count)
    append(Int64(header.utf8.count), to: &file)
    return file + Array(header.utf8) + numbers
  }

  private static func append(_ number: Int64, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
  }

  private static func append(
    _ examples: LabelledExamples, _ place: Int, _ size: Int, to bytes: inout [UInt8]
  ) {
    for value in examples.features[place * size..<(place + 1) * size] {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += $0 }
    }
  }
}
