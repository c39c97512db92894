/// The model file: a safetensors container with parameters, optimizer state and step.
///
/// One state has exactly one file: 8 bytes with the length of the header (little-endian), the
/// header, the numbers (little-endian, no gaps). The header is JSON without spaces, keys sorted by
/// bytes, filled up with spaces so that the numbers start at a multiple of 8. The numbers lie in
/// the order of the names too, 8-byte types before 4-byte types, as the reference implementation
/// lays them out; any safetensors library reads the file.
///
/// | name | type | shape |
/// |---|---|---|
/// | `0.weight`, `0.bias`, ... | F32 | as in ``ParameterLayout`` |
/// | `optimizer.momentum.0.weight`, ... (`first`, `second` for Adam) | F32 | same |
/// | `optimizer.power.beta1`, `optimizer.power.beta2` (Adam) | F64 | one number |
/// | `release.census`, `release.evaluation` (where planned) | I64 | sums in grid steps |
/// | `release.census.origin`, ... | U64 | round, variance of a sum's noise, steps of one count |
/// | `step` | U64 | one number |
///
/// Because architecture, rule and the lengths of the releases fix the header to the last byte,
/// reading never interprets a header: it compares. There is no parser that a crafted file could
/// mislead, and sizes, offsets, gaps, duplicates and order need no rules of their own.
public enum SafeTensors {
  /// The length in bytes of the file of a model.
  ///
  /// - Parameter releases: how many sums each kind of release has, by name.
  /// - Throws: ``ModelUpdateError`` with code `invalidArchitecture`.
  public static func byteCount(
    architecture: Architecture, rule: UpdateRule, releases: [String: Int] = [:]
  ) throws(ModelUpdateError) -> Int {
    SafeTensorsLayout(try ParameterLayout(architecture), rule: rule, releases: releases)
      .fileByteCount
  }

  /// Writes a state.
  ///
  /// - Throws: ``ModelUpdateError``: `invalidArchitecture`, or `sizeMismatch` if the state belongs
  ///   to another architecture or rule.
  public static func encode(
    _ state: ModelState, architecture: Architecture, rule: UpdateRule,
    releases: [String: Int] = [:]
  ) throws(ModelUpdateError) -> [UInt8] {
    let layout = SafeTensorsLayout(
      try ParameterLayout(architecture), rule: rule, releases: releases)
    guard state.parameters.count == layout.parameters.count,
      state.moments.map(\.count) == rule.moments.map({ _ in layout.parameters.count }),
      state.betaPowers.count == rule.betas.count,
      state.releases.allSatisfy({ releases[$0.key] == $0.value.sums.count })
    else {
      throw ModelUpdateError(
        .sizeMismatch, "the state belongs to another architecture or update rule",
        remedy: "use the architecture and the rule of the manifest under which the model began")
    }
    return [UInt8](unsafeUninitializedCapacity: layout.fileByteCount) { buffer, count in
      let file = UnsafeMutableRawBufferPointer(buffer)
      file.storeBytes(of: UInt64(layout.header.count).littleEndian, as: UInt64.self)
      UnsafeMutableRawBufferPointer(rebasing: file[8...]).copyBytes(from: layout.header)
      for tensor in layout.tensors {
        let start = layout.dataStart + tensor.offset
        switch tensor.content {
        case .step:
          file.storeBytes(
            of: UInt64(state.step).littleEndian, toByteOffset: start, as: UInt64.self)
        case .betaPower(let index):
          file.storeBytes(
            of: state.betaPowers[index].bitPattern.littleEndian, toByteOffset: start,
            as: UInt64.self)
        case .parameters(let range):
          store(state.parameters[range], into: file, at: start)
        case .moment(let index, let range):
          store(state.moments[index][range], into: file, at: start)
        case .origin(let name):
          let release = state.releases[name]
          store(
            [Int64(release?.round ?? 0), release?.variance ?? 0, release?.unit ?? 0],
            into: file, at: start)
        case .sums(let name):
          let none = [Int64](repeating: 0, count: releases[name] ?? 0)
          store(state.releases[name]?.sums ?? none, into: file, at: start)
        }
      }
      count = layout.fileByteCount
    }
  }

  /// Reads a state; accepts exactly the bytes that ``encode(_:architecture:rule:releases:)``
  /// writes.
  ///
  /// - Throws: ``ModelUpdateError``: `invalidArchitecture`, or `invalidFile` if the length or the
  ///   header is another than architecture and rule demand, or a number is not finite.
  public static func decode(
    _ bytes: [UInt8], architecture: Architecture, rule: UpdateRule,
    releases: [String: Int] = [:]
  ) throws(ModelUpdateError) -> ModelState {
    let layout = SafeTensorsLayout(
      try ParameterLayout(architecture), rule: rule, releases: releases)
    if let fault = layout.fault(in: bytes) {
      throw ModelUpdateError(
        .invalidFile, "the model file \(fault)",
        remedy: "fetch the file again, and check that it belongs to this manifest")
    }
    var state = ModelState(
      step: 0, parameters: [Float](repeating: 0, count: layout.parameters.count),
      moments: rule.moments.map { _ in [Float](repeating: 0, count: layout.parameters.count) },
      betaPowers: rule.betas.map { _ in 1 })
    for tensor in layout.tensors {
      let start = layout.dataStart + tensor.offset
      let isValid: Bool
      switch tensor.content {
      case .step:
        let step = Int(exactly: word(in: bytes, at: start))
        state.step = step ?? 0
        isValid = step != nil
      case .betaPower(let index):
        state.betaPowers[index] = Double(bitPattern: word(in: bytes, at: start))
        isValid = state.betaPowers[index] >= 0 && state.betaPowers[index] <= 1
      case .parameters(let range):
        isValid = load(&state.parameters, range, from: bytes, at: start)
      case .moment(let index, let range):
        isValid = load(&state.moments[index], range, from: bytes, at: start)
      case .origin(let name):
        isValid = loadRelease(name, into: &state, layout, from: bytes)
      case .sums:
        // Read with its origin.
        isValid = true
      }
      guard isValid else {
        throw ModelUpdateError(
          .invalidFile, "the model file has a number out of range in \(tensor.name)",
          remedy: "restore the file; a model with such a number is never written")
      }
    }
    return state
  }

  private static func store(
    _ values: ArraySlice<Float>, into file: UnsafeMutableRawBufferPointer, at start: Int
  ) {
    values.withUnsafeBufferPointer { values in
      for i in 0..<values.count {
        file.storeBytes(
          of: values[i].bitPattern.littleEndian, toByteOffset: start + 4 * i, as: UInt32.self)
      }
    }
  }

  private static func store(
    _ values: [Int64], into file: UnsafeMutableRawBufferPointer, at start: Int
  ) {
    for (index, value) in values.enumerated() {
      file.storeBytes(of: value.littleEndian, toByteOffset: start + 8 * index, as: Int64.self)
    }
  }

  /// Reads the sums of a release with where they come from; returns whether the two fit. Before the
  /// first release all numbers are zero.
  private static func loadRelease(
    _ name: String, into state: inout ModelState, _ layout: SafeTensorsLayout, from bytes: [UInt8]
  ) -> Bool {
    func words(_ isWanted: (SafeTensorsLayout.Content) -> Bool) -> [UInt64] {
      guard let tensor = layout.tensors.first(where: { isWanted($0.content) }) else { return [] }
      return (0..<tensor.byteCount / 8).map {
        word(in: bytes, at: layout.dataStart + tensor.offset + 8 * $0)
      }
    }
    let origin = words { if case .origin(name) = $0 { true } else { false } }
    let sums = words { if case .sums(name) = $0 { true } else { false } }
    guard let round = Int(exactly: origin[0]), let variance = Int64(exactly: origin[1]),
      let unit = Int64(exactly: origin[2]), (round == 0) == (unit == 0),
      round > 0 || (variance == 0 && sums.allSatisfy({ $0 == 0 }))
    else { return false }
    if round > 0 {
      state.releases[name] = Release(
        round: round, variance: variance, unit: unit, sums: sums.map(Int64.init(bitPattern:)))
    }
    return true
  }

  /// Returns whether all numbers are finite.
  private static func load(
    _ values: inout [Float], _ range: Range<Int>, from bytes: [UInt8], at start: Int
  ) -> Bool {
    values.withUnsafeMutableBufferPointer { values in
      bytes.withUnsafeBytes { bytes in
        var areFinite = true
        for i in 0..<range.count {
          let pattern = bytes.loadUnaligned(fromByteOffset: start + 4 * i, as: UInt32.self)
          let value = Float(bitPattern: UInt32(littleEndian: pattern))
          areFinite = areFinite && value.isFinite
          values[range.lowerBound + i] = value
        }
        return areFinite
      }
    }
  }

  private static func word(in bytes: [UInt8], at start: Int) -> UInt64 {
    bytes.withUnsafeBytes {
      UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: start, as: UInt64.self))
    }
  }
}
