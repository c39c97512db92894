import ModelUpdate

/// A trainer's answer while it arrives: the header of a safetensors file, then one row after the
/// other. Nothing but a row is kept.
final class TrainerAnswer {
  private let expected: (name: String, type: String, shape: [Int])
  private let use: (UnsafeRawBufferPointer) throws -> Void
  private let rows: Int
  private let row: UnsafeMutableRawBufferPointer
  private let rowSize: Int
  private var filled = 0
  private var taken = 0
  private var header: [UInt8] = []
  private var headerSize: Int?
  private var isOpen = false

  private static let longestHeader = 1 << 20

  /// Expects an answer.
  ///
  /// - Parameter use: gets each row; its memory is reused afterwards.
  init(
    _ expected: (name: String, type: String, shape: [Int]),
    use: @escaping (UnsafeRawBufferPointer) throws -> Void
  ) {
    self.expected = expected
    self.use = use
    rows = expected.shape.dropLast().reduce(1, *)
    rowSize = (expected.shape.last ?? 1) * (expected.type == "I64" ? 8 : 4)
    row = .allocate(byteCount: max(rowSize, 1), alignment: 16)
  }

  deinit { row.deallocate() }

  /// Takes bytes in the order in which they come.
  ///
  /// - Throws: ``TrainerFailure`` for another tensor than the one that was asked for, or more.
  func take(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !isOpen, let byte = rest.popFirst() { try takeHeader(byte) }
    while !rest.isEmpty {
      guard taken < rows else {
        throw Self.failure("it answers with more rows than were asked for")
      }
      let count = min(rest.count, rowSize - filled)
      UnsafeMutableRawBufferPointer(rebasing: row[filled..<filled + count])
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: rest.prefix(count)))
      rest = rest.dropFirst(count)
      filled += count
      if filled == rowSize {
        try use(UnsafeRawBufferPointer(rebasing: row[..<rowSize]))
        (filled, taken) = (0, taken + 1)
      }
    }
  }

  /// The end of the answer.
  ///
  /// - Throws: ``TrainerFailure`` if something is missing.
  func finish() throws {
    guard isOpen else {
      throw Self.failure(
        header.isEmpty ? "it ended without an answer" : "its answer ends within the header")
    }
    guard taken == rows, filled == 0 else {
      throw Self.failure("its answer ends before its last row")
    }
  }

  private func takeHeader(_ byte: UInt8) throws {
    header.append(byte)
    if headerSize == nil, header.count == 8 {
      let size = header.reversed().reduce(0) { $0 << 8 | UInt64($1) }
      guard (2...UInt64(Self.longestHeader)).contains(size) else {
        throw Self.failure("its answer is no safetensors file")
      }
      headerSize = Int(size)
    }
    guard let headerSize, header.count == 8 + headerSize else { return }
    let sole: TensorFile.Sole
    do throws(ModelUpdateError) {
      sole = try TensorFile.sole(header: Array(header[8...]))
    } catch {
      throw Self.failure("its answer: \(error.message)")
    }
    guard sole.name == expected.name, sole.type == expected.type, sole.shape == expected.shape,
      sole.byteCount == rows * rowSize
    else {
      throw Self.failure(
        "it answers with \(Prediction.printable(String(sole.name.prefix(60)))) \(sole.type) "
          + "\(text(sole.shape)), and \(expected.name) \(expected.type) \(text(expected.shape)) "
          + "was asked for")
    }
    isOpen = true
  }

  /// A shape without the number of rows: how many were drawn is nobody's business.
  private func text(_ shape: [Int]) -> String {
    guard expected.shape.count > 1, let first = shape.first else { return "\(shape)" }
    let rows = first == expected.shape[0] ? "n" : "not n"
    return "[\(([rows] + shape.dropFirst().map(String.init)).joined(separator: ", "))]"
  }

  static func failure(_ what: String) -> TrainerFailure {
    TrainerFailure(
      "the trainer does not keep its contract: \(what)",
      remedy: "try it with 'decaph-node trainer check'; docs/trainers.md has the contract")
  }
}
