/// Integers in and out of the ring, as two's complement.
extension RingVector {
  /// The ring's picture of integers.
  /// - Throws: `outOfRange` if one does not fit; nothing is ever clamped.
  public init(signed values: [Int64], width: RingWidth) throws(SecureAggregationError) {
    let range = width.signedRange
    guard values.allSatisfy({ range.contains($0) }) else {
      throw SecureAggregationError(
        .outOfRange, "a coordinate does not fit into \(width.rawValue) bits",
        remedy: "use fewer records per round, or a plan with the 64-bit ring")
    }
    self.init(zeros: values.count, width: width)
    littleEndianBytes.withUnsafeMutableBytes { bytes in
      switch width {
      case .bits32:
        bytes.withMemoryRebound(to: UInt32.self) { words in
          for (index, value) in values.enumerated() {
            words[index] = UInt32(truncatingIfNeeded: value).littleEndian
          }
        }
      case .bits64:
        bytes.withMemoryRebound(to: UInt64.self) { words in
          for (index, value) in values.enumerated() {
            words[index] = UInt64(bitPattern: value).littleEndian
          }
        }
      }
    }
  }

  /// The integers nearest to zero that the words stand for: -2^(w-1) to 2^(w-1) - 1.
  public var signedValues: [Int64] {
    littleEndianBytes.withUnsafeBytes { bytes in
      [Int64](unsafeUninitializedCapacity: count) { values, initialized in
        switch width {
        case .bits32:
          bytes.withMemoryRebound(to: Int32.self) { words in
            for index in 0..<count { values[index] = Int64(Int32(littleEndian: words[index])) }
          }
        case .bits64:
          bytes.withMemoryRebound(to: Int64.self) { words in
            for index in 0..<count { values[index] = Int64(littleEndian: words[index]) }
          }
        }
        initialized = count
      }
    }
  }

  /// The garbage alarm: whether an opened sum lies where honest vectors can take it.
  ///
  /// A sum that used a wrong seed, or that a member poisoned blindly, is uniform in the ring and
  /// breaks any bound well below 2^(w-1).
  /// - Parameter bound: The largest absolute value of an honest coordinate, in grid steps.
  /// - Throws: `boundExceeded` with the number of coordinates beyond the bound.
  public func check(bound: UInt64) throws(SecureAggregationError) {
    let beyond = littleEndianBytes.withUnsafeBytes { bytes in
      switch width {
      case .bits32:
        bytes.withMemoryRebound(to: Int32.self) { words in
          words.reduce(0) { UInt64(Int32(littleEndian: $1).magnitude) > bound ? $0 + 1 : $0 }
        }
      case .bits64:
        bytes.withMemoryRebound(to: Int64.self) { words in
          words.reduce(0) { Int64(littleEndian: $1).magnitude > bound ? $0 + 1 : $0 }
        }
      }
    }
    guard beyond == 0 else {
      throw SecureAggregationError(
        .boundExceeded, "\(beyond) of \(count) coordinates of the sum exceed their bound",
        remedy: "the round changes no model and is charged; look for the member that misbehaves")
    }
  }
}
