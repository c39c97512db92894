/// The grammar of canonical JSON, written down a second time: it says whether bytes are in it, and
/// keeps nothing of them.
struct CanonicalGrammar {
  private let bytes: [UInt8]
  private var position = 0

  /// Deeper values the product refuses, to keep its stack; both sides leave them out here.
  private static let deepest = 24

  static func accepts(_ bytes: [UInt8]) -> Bool {
    guard bytes.last == 0x0a else { return false }
    var grammar = CanonicalGrammar(bytes: Array(bytes.dropLast()))
    return grammar.value(0) && grammar.position == grammar.bytes.count
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ text: StaticString) -> Bool {
    let text = text.withUTF8Buffer(Array.init)
    guard bytes[position...].starts(with: text) else { return false }
    position += text.count
    return true
  }

  private mutating func value(_ depth: Int) -> Bool {
    guard depth < Self.deepest else { return false }
    switch next {
    case UInt8(ascii: "{"): return object(depth + 1)
    case UInt8(ascii: "["): return array(depth + 1)
    case UInt8(ascii: "\""): return string() != nil
    case UInt8(ascii: "t"): return take("true")
    case UInt8(ascii: "f"): return take("false")
    default: return integer()
    }
  }

  private mutating func object(_ depth: Int) -> Bool {
    position += 1
    if take("}") { return true }
    var last: [UInt8]?
    repeat {
      guard let key = string(), last.map({ $0.lexicographicallyPrecedes(key) }) ?? true,
        take(":"), value(depth)
      else { return false }
      last = key
    } while take(",")
    return take("}")
  }

  private mutating func array(_ depth: Int) -> Bool {
    position += 1
    if take("]") { return true }
    repeat {
      guard value(depth) else { return false }
    } while take(",")
    return take("]")
  }

  /// A text without its escapes.
  private mutating func string() -> [UInt8]? {
    guard take("\"") else { return nil }
    var text: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      position += 1
      guard (0x20...0x7e).contains(byte) else { return nil }
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      guard let escaped = next, escaped == UInt8(ascii: "\"") || escaped == byte else { return nil }
      position += 1
      text.append(escaped)
    }
    return take("\"") ? text : nil
  }

  private mutating func integer() -> Bool {
    let isNegative = take("-")
    let start = position
    while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
    let digits = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let number = UInt64(digits), number < 1 << 53 else { return false }
    return String(number) == digits && !(isNegative && number == 0)
  }
}
