/// Numbers as a page shows them, the same on every machine and in every country.
enum PageNumber {
  /// `12,147`.
  static func whole(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var text = value < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return text
  }

  /// `3.75`: so many decimals, to the nearest. Very large and infinite numbers as words.
  static func decimal(_ value: Double, _ places: Int) -> String {
    let scale = (0..<places).reduce(1) { scale, _ in scale * 10 }
    let scaled = (value * Double(scale)).rounded()
    guard scaled.magnitude < 1e15 else { return value > 0 ? "unlimited" : "unknown" }
    let number = Int(scaled)
    let (units, rest) = number.magnitude.quotientAndRemainder(dividingBy: UInt(scale))
    let digits = String(rest)
    let fraction = String(repeating: "0", count: max(0, places - digits.count)) + digits
    return (number < 0 ? "-" : "") + whole(Int(units)) + (places == 0 ? "" : "." + fraction)
  }

  /// `87.5 %`.
  static func share(_ value: Double) -> String { decimal(value * 100, 1) + " %" }

  /// `46 KB`: of 1000 bytes, rounded up so that nothing is nothing.
  static func size(_ bytes: Int) -> String {
    var (value, unit) = (Double(bytes), 0)
    while value >= 1000, unit < 4 {
      value /= 1000
      unit += 1
    }
    let text = unit == 0 || value >= 100 ? decimal(value, 0) : decimal(value, 1)
    return text + " " + ["bytes", "KB", "MB", "GB", "TB"][unit]
  }

  /// `1 round`, `2 rounds`.
  static func count(_ count: Int, _ noun: String) -> String {
    "\(whole(count)) \(noun)\(count == 1 ? "" : "s")"
  }
}

extension PageNumber {
  /// A coordinate of a picture: one decimal at most.
  static func coordinate(_ value: Double) -> String {
    let text = decimal(value, 1).replacing(",", with: "")
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
