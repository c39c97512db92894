import SecureAggregation
import Testing

@Suite struct RingVectorTests {
  @Test(arguments: [RingWidth.bits32, .bits64])
  func integersComeBack(width: RingWidth) throws {
    let range = width.signedRange
    let values = [0, 1, -1, range.lowerBound, range.upperBound, 12_345, -54_321]
    let vector = try RingVector(signed: values, width: width)
    #expect(vector.signedValues == values)
    #expect(vector.littleEndianBytes.count == values.count * width.bytes)
    let again = try RingVector(
      littleEndianBytes: vector.littleEndianBytes, count: values.count, width: width)
    #expect(again == vector)
  }

  @Test func wordsAreLittleEndian() throws {
    let narrow = try RingVector(signed: [1, -2], width: .bits32)
    #expect(narrow.littleEndianBytes == [1, 0, 0, 0, 0xfe, 0xff, 0xff, 0xff])
    let wide = try RingVector(signed: [258], width: .bits64)
    #expect(wide.littleEndianBytes == [2, 1, 0, 0, 0, 0, 0, 0])
  }

  @Test(arguments: [Int64(Int32.max) + 1, Int64(Int32.min) - 1, .max, .min])
  func nothingIsClamped(value: Int64) {
    let found = failure { _ = try RingVector(signed: [0, value], width: .bits32) }
    #expect(found?.code == .outOfRange)
  }

  @Test(arguments: [RingWidth.bits32, .bits64])
  func sumsWrapAround(width: RingWidth) throws {
    let range = width.signedRange
    var vector = try RingVector(signed: [range.upperBound, range.lowerBound, 5], width: width)
    let one = try RingVector(signed: [1, -1, -7], width: width)
    try vector.add(one)
    #expect(vector.signedValues == [range.lowerBound, range.upperBound, -2])
    try vector.subtract(one)
    #expect(vector.signedValues == [range.upperBound, range.lowerBound, 5])
  }

  @Test func refusesOtherShapes() throws {
    var vector = RingVector(zeros: 3, width: .bits32)
    for other in [RingVector(zeros: 4, width: .bits32), RingVector(zeros: 3, width: .bits64)] {
      #expect(failure { try vector.add(other) }?.code == .wrongLength)
      #expect(failure { try vector.subtract(other) }?.code == .wrongLength)
    }
    for bytes in [11, 13, 24, 0] {
      let found = failure {
        _ = try RingVector(
          littleEndianBytes: [UInt8](repeating: 0, count: bytes), count: 3, width: .bits32)
      }
      #expect(found?.code == .wrongLength)
    }
  }

  @Test func garbageAlarmLooksAtBothSigns() throws {
    let vector = try RingVector(signed: [10, -10, .min], width: .bits64)
    #expect(failure { try vector.check(bound: 9) }?.code == .boundExceeded)
    #expect(failure { try vector.check(bound: 10) }?.code == .boundExceeded)
    #expect(failure { try vector.check(bound: 1 << 63) } == nil)
  }
}
