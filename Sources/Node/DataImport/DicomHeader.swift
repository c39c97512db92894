import Foundation

/// What an import has to know of a DICOM object, out of what `dcmdump` prints of it.
///
/// Identifiers in it are hashed and forgotten.
struct DicomHeader {
  /// The elements that are asked for, by their tags (DICOM PS3.6).
  enum Element: String, CaseIterable {
    case transferSyntax = "0002,0010"
    case sopClass = "0008,0016"
    case sopInstance = "0008,0018"
    case accession = "0008,0050"
    case manufacturer = "0008,0070"
    case station = "0008,1010"
    case patientName = "0010,0010"
    case patient = "0010,0020"
    case samples = "0028,0002"
    case photometric = "0028,0004"
    case frames = "0028,0008"
    case rows = "0028,0010"
    case columns = "0028,0011"
    case bitsAllocated = "0028,0100"
    case burnedIn = "0028,0301"
    case windowCenter = "0028,1050"
    case windowWidth = "0028,1051"
    case windowTable = "0028,3010"
    case pixels = "7fe0,0010"
  }

  private var values: [Element: String] = [:]
  /// Bytes of the pixel data as they are stored; nil where they are in pieces, as compressed ones
  /// are.
  private(set) var pixelBytes: Int?

  /// Reads lines such as `(0028,0010) US 64     #   2, 1 Rows`.
  ///
  /// `dcmdump` was told to quote what is no printable ASCII, so no value makes a line of its own, and
  /// to put the way to nested elements before them, so only the object's own begin with their tag.
  init(dump: String) {
    for line in dump.split(separator: "\n") {
      guard line.first == "(", let end = line.firstIndex(of: ")"),
        let element = Element(rawValue: String(line[line.index(after: line.startIndex)..<end])),
        values[element] == nil
      else { continue }
      let text = line[line.index(after: end)...].drop { $0 == " " }.dropFirst(2)
        .drop { $0 == " " }
      if element == .pixels { pixelBytes = Self.length(line) }
      values[element] = Self.value(text)
    }
  }

  /// The text of an element without its padding; nil where it is not there or empty.
  subscript(_ element: Element) -> String? {
    guard let text = values[element], !text.isEmpty else { return nil }
    return text
  }

  /// Whether a text bears the patient's number, or a word of the family name, of three characters or
  /// more: a folder of that name is no class.
  func isOfPatient(_ text: String) -> Bool {
    let present = Self.words(text)
    let family =
      self[.patientName]?.split(separator: "^").first.map { Self.words(String($0)) } ?? []
    let number = Self.words(self[.patient] ?? "").joined()
    return family.contains { $0.count >= 3 && present.contains($0) }
      || number.count >= 3 && (present.contains(number) || present.joined() == number)
  }

  /// The words of a text as `dcmdump` prints it, without case and accents.
  private static func words(_ text: String) -> [String] {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      // Every byte beyond ASCII is printed as a backslash and three octal digits.
      if byte == UInt8(ascii: "\\"),
        let code = UInt8(String(decoding: rest.prefix(3), as: UTF8.self), radix: 8)
      {
        bytes.append(code)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    let plain =
      String(validating: bytes, as: UTF8.self)
      ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))  // ISO 8859-1
    return plain.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
      .split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  /// The element as a whole number.
  func integer(_ element: Element) -> Int? { self[element].flatMap { Int($0) } }

  /// Whether there is an element, with or without a value.
  func has(_ element: Element) -> Bool { values[element] != nil }

  /// The first of the windows that the object names; nil where it names none of at least one grey
  /// level.
  var hasWindow: Bool {
    func first(_ element: Element) -> Double? {
      self[element]?.split(separator: "\\").first.flatMap {
        Double($0.trimmingCharacters(in: .whitespaces))
      }
    }
    guard let center = first(.windowCenter), let width = first(.windowWidth) else { return false }
    return center.isFinite && width.isFinite && width >= 1
  }

  /// `[text]`, a number, `(no value available)`; what comes behind `#` is no part of it.
  private static func value(_ text: Substring) -> String {
    if text.first == "[", let end = text.lastIndex(of: "]") {
      return text[text.index(after: text.startIndex)..<end]
        .trimmingCharacters(in: .whitespaces)
    }
    guard text.first != "(" else { return "" }
    return String(text.prefix { $0 != " " && $0 != "#" })
  }

  /// The number behind the last `#`.
  private static func length(_ line: Substring) -> Int? {
    guard let hash = line.lastIndex(of: "#") else { return nil }
    return Int(line[line.index(after: hash)...].drop { $0 == " " }.prefix { $0.isNumber })
  }
}
