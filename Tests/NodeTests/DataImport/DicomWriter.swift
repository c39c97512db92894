import Foundation

/// Writes DICOM files for tests: explicit or implicit VR, little endian, uncompressed (PS3.5, PS3.10).
struct DicomWriter {
  /// An element of the data set: tag, VR, value.
  struct Element {
    let group: UInt16
    let element: UInt16
    let vr: String
    var bytes: [UInt8]

    /// A text, padded to an even length.
    static func text(_ group: UInt16, _ element: UInt16, _ vr: String, _ text: String) -> Element {
      var bytes = Array(text.utf8)
      if bytes.count % 2 == 1 { bytes.append(vr == "UI" ? 0 : 0x20) }
      return Element(group: group, element: element, vr: vr, bytes: bytes)
    }

    /// Numbers of 16 bits.
    static func number(_ group: UInt16, _ element: UInt16, _ numbers: UInt16...) -> Element {
      Element(
        group: group, element: element, vr: "US",
        bytes: numbers.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })
    }
  }

  var width = 16
  var height = 12
  /// Stored bits: 8, 12 or 16.
  var bits = 12
  var photometric = "MONOCHROME2"
  var samples: UInt16 = 1
  var isImplicit = false
  var patient: String? = "PAT-4711"
  var instance = "1.2.3.4"
  /// What else there is, and what replaces elements of the same tag.
  var others: [Element] = []
  /// The stored values; by default a ramp over all that the bits can hold.
  var values: [Int] = []
  /// Pixel bytes that are left out at the end.
  var lacking = 0

  /// The ramp, or what was given.
  var pixels: [Int] {
    guard values.isEmpty else { return values }
    let count = width * height * Int(samples)
    return (0..<count).map { $0 * ((1 << bits) - 1) / (count - 1) }
  }

  /// The whole file.
  var bytes: [UInt8] {
    let syntax = isImplicit ? "1.2.840.10008.1.2" : "1.2.840.10008.1.2.1"
    let kind = "1.2.840.10008.5.1.4.1.1.1.1"
    let meta = [
      Element(group: 2, element: 1, vr: "OB", bytes: [0, 1]), .text(2, 2, "UI", kind),
      .text(2, 3, "UI", instance), .text(2, 0x10, "UI", syntax), .text(2, 0x12, "UI", "1.2.3"),
    ].flatMap { Self.encode($0, isImplicit: false) }
    let length = UInt32(meta.count)
    return [UInt8](repeating: 0, count: 128) + Array("DICM".utf8)
      + [2, 0, 0, 0] + Array("UL".utf8) + [4, 0] + Self.little(length) + meta
      + elements(kind).flatMap { Self.encode($0, isImplicit: isImplicit) }
  }

  private func elements(_ kind: String) -> [Element] {
    let depth = bits > 8 ? 2 : 1
    var data = pixels.flatMap { value in
      depth == 2 ? [UInt8(value & 255), UInt8(value >> 8)] : [UInt8(value)]
    }
    data.removeLast(lacking)
    var all: [Element] = [
      .text(8, 0x16, "UI", kind), .text(8, 0x18, "UI", instance), .text(8, 0x60, "CS", "DX"),
      .text(8, 0x70, "LO", "Maker"), .text(8, 0x1010, "SH", "ROOM-7"),
      .text(0x10, 0x10, "PN", "Secret^Name"), .number(0x28, 2, samples),
      .text(0x28, 4, "CS", photometric), .number(0x28, 0x10, UInt16(height)),
      .number(0x28, 0x11, UInt16(width)), .number(0x28, 0x100, depth == 2 ? 16 : 8),
      .number(0x28, 0x101, UInt16(bits)), .number(0x28, 0x102, UInt16(bits - 1)),
      .number(0x28, 0x103, 0),
      Element(group: 0x7fe0, element: 0x10, vr: depth == 2 ? "OW" : "OB", bytes: data),
    ]
    if let patient { all.append(.text(0x10, 0x20, "LO", patient)) }
    all.removeAll { old in others.contains { $0.group == old.group && $0.element == old.element } }
    return (all + others).sorted { ($0.group, $0.element) < ($1.group, $1.element) }
  }

  private static func encode(_ element: Element, isImplicit: Bool) -> [UInt8] {
    let tag = [element.group, element.element].flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    let size = UInt32(element.bytes.count)
    if isImplicit { return tag + little(size) + element.bytes }
    let head = tag + Array(element.vr.utf8)
    return ["OB", "OW", "SQ", "UT"].contains(element.vr)
      ? head + [0, 0] + little(size) + element.bytes
      : head + [UInt8(size & 255), UInt8(size >> 8)] + element.bytes
  }

  private static func little(_ number: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(number >> (8 * $0) & 255) }
  }
}
