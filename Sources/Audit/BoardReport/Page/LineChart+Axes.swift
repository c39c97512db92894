extension LineChart {
  /// Both axes with their numbers.
  var axes: [Markup] {
    let values = axis.ticks.flatMap { value -> [Markup] in
      let y = place(value)
      return [
        .element(
          "path", [("class", "rule"), ("d", "M\(at(Self.left)) \(at(y))H\(at(Self.right))")]),
        text(tick(value), Self.left - 8, y + 4, "tick end"),
      ]
    }
    let numbers = RoundTicks.ticks(rounds).map { round in
      text("\(round)", place(round), Self.bottom + 16, "tick middle")
    }
    return values + numbers + [
      text("round", Self.right, Self.bottom + 32, "tick end"),
      .element(
        "path",
        [
          ("class", "axis"),
          ("d", "M\(at(Self.left)) \(at(Self.top))V\(at(Self.bottom))H\(at(Self.right))"),
        ]),
    ]
  }

  /// A number on the axis, without zeros at its end.
  private func tick(_ value: Double) -> String {
    let text = format(value)
    let number = text.prefix { $0.isNumber || $0 == "," || $0 == "." }
    guard number.contains(".") else { return text }
    var short = number
    while short.last == "0" { short.removeLast() }
    if short.last == "." { short.removeLast() }
    return String(short + text.dropFirst(number.count))
  }
}
