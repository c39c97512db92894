/// A number in a file name: decimal digits, zeros in front up to a width, no other zeros.
///
/// One number has one spelling, so that one slot has one name.
struct PaddedNumber: CustomStringConvertible {
  let value: Int
  let width: Int

  init(_ value: Int, width: Int) {
    precondition(value >= 0, "numbers in file names count upwards from 0")
    self.value = value
    self.width = width
  }

  /// Reads the one spelling; `nil` for any other.
  init?(parsing text: some StringProtocol, width: Int) {
    guard let value = Self.digits(text), text.utf8.count >= width,
      text.utf8.count == width || text.utf8.first != 0x30
    else { return nil }
    self.init(value, width: width)
  }

  /// Reads decimal digits with any number of zeros in front; `nil` for anything else.
  static func digits(_ text: some StringProtocol) -> Int? {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(text)
  }

  var description: String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
