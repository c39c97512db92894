import ModelUpdate
import TOMLKit

/// One table of a plan file while it is read: typed values, and in the end no key left over.
///
/// A missing or wrong value is noted and replaced by a harmless one, so that reading goes on and
/// all problems are found at once; nothing is made of a plan with problems.
final class PlanSection {
  let path: String
  private let table: TOMLTable
  private let problems: PlanProblems
  /// Whether the table is not there at all: that is noted once, not again for each of its keys.
  private let isAbsent: Bool
  private var known: Set<String> = []

  init(_ table: TOMLTable, path: String, problems: PlanProblems, isAbsent: Bool = false) {
    self.table = table
    self.path = path
    self.problems = problems
    self.isAbsent = isAbsent
  }

  func text(_ key: String, default fallback: String? = nil) -> String {
    guard let value = take(key) else { return missing(key, fallback, "") }
    guard let text = value.string else { return wrong(key, "must be a text in quotes", "") }
    guard text.utf8.allSatisfy({ (0x20...0x7e).contains($0) }), !text.isEmpty else {
      return wrong(key, "must be printable ASCII and not empty", "")
    }
    return text
  }

  func integer(_ key: String, _ range: ClosedRange<Int>, default fallback: Int? = nil) -> Int {
    guard let value = take(key) else { return missing(key, fallback, range.lowerBound) }
    guard value.type == .int, let number = value.int, range.contains(number) else {
      return wrong(
        key, "must be a whole number from \(range.lowerBound) to \(range.upperBound)",
        range.lowerBound)
    }
    return number
  }

  func optionalInteger(_ key: String, _ range: ClosedRange<Int>) -> Int? {
    has(key) ? integer(key, range) : nil
  }

  /// A real number in an interval that is open below and closed above.
  func real(
    _ key: String, above low: Double, upTo high: Double, default fallback: Real? = nil
  ) -> Real {
    real(key, "above \(low)", upTo: high, fallback) { $0 > low }
  }

  /// A real number in an interval that is closed at both ends.
  func real(
    _ key: String, from low: Double, upTo high: Double, default fallback: Real? = nil
  ) -> Real {
    real(key, "from \(low)", upTo: high, fallback) { $0 >= low }
  }

  private func real(
    _ key: String, _ low: String, upTo high: Double, _ fallback: Real?,
    _ isAboveLow: (Double) -> Bool
  ) -> Real {
    let harmless: Real = 1.0
    guard let value = take(key) else { return missing(key, fallback, harmless) }
    let number = value.type == .int ? value.int.map(Double.init) : value.double
    guard let number, isAboveLow(number), number <= high, let real = try? Real(checking: number)
    else {
      return wrong(key, "must be a number \(low) and at most \(high)", harmless)
    }
    return real
  }

  func boolean(_ key: String, default fallback: Bool) -> Bool {
    guard let value = take(key) else { return fallback }
    return value.bool ?? wrong(key, "must be true or false", fallback)
  }

  func texts(_ key: String) -> [String] {
    guard let value = take(key) else { return missing(key, nil, []) }
    let items = value.array.map { array in array.map(\.string) } ?? [nil]
    let texts = items.compactMap { $0 }
    guard texts.count == items.count, !texts.isEmpty, Set(texts).count == texts.count,
      texts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x20...0x7e).contains($0) } })
    else {
      return wrong(key, "must be a list of different ASCII texts", [])
    }
    return texts
  }

  /// The words of a command: texts in their order, of which some may be equal.
  func words(_ key: String) -> [String] {
    guard let value = take(key) else { return missing(key, nil, []) }
    let items = value.array.map { array in array.map(\.string) } ?? [nil]
    let words = items.compactMap { $0 }
    guard words.count == items.count, !words.isEmpty,
      words.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x20...0x7e).contains($0) } })
    else {
      return wrong(key, "must be a list of ASCII texts: a program and its arguments", [])
    }
    return words
  }

  func integers(_ key: String, _ range: ClosedRange<Int>, default fallback: [Int]) -> [Int] {
    guard let value = take(key) else { return fallback }
    let items = value.array.map { array in array.map { $0.type == .int ? $0.int : nil } } ?? [nil]
    let numbers = items.compactMap { $0 }
    guard numbers.count == items.count, numbers.allSatisfy(range.contains) else {
      return wrong(
        key, "must be a list of whole numbers from \(range.lowerBound) to \(range.upperBound)", [])
    }
    return numbers
  }

  /// Numbers in an interval that is closed at both ends.
  func reals(_ key: String, from low: Double, upTo high: Double) -> [Real] {
    guard let value = take(key) else { return missing(key, nil, []) }
    let items = value.array.map { array in
      array.map { $0.type == .int ? $0.int.map(Double.init) : $0.double }
    }
    let numbers = (items ?? [nil]).compactMap { number -> Real? in
      guard let number, (low...high).contains(number) else { return nil }
      return try? Real(checking: number)
    }
    guard let items, numbers.count == items.count, !numbers.isEmpty else {
      return wrong(key, "must be a list of numbers from \(low) to \(high)", [])
    }
    return numbers
  }

  /// A table below this one; an empty one, with a problem if it is missing and required.
  func section(_ key: String, isRequired: Bool = true) -> PlanSection {
    let below = path.isEmpty ? key : "\(path).\(key)"
    let value = take(key)
    if let found = value?.table {
      return PlanSection(found, path: below, problems: problems)
    }
    if value != nil {
      refuse(key, "must be a table")
    } else if isRequired {
      refuse(key, "is missing: the plan needs a table [\(below)]")
    }
    let isAbsent = isRequired || value != nil
    return PlanSection(TOMLTable(), path: below, problems: problems, isAbsent: isAbsent)
  }

  /// The elements of an array of tables.
  func sections(_ key: String) -> [PlanSection] {
    let below = path.isEmpty ? key : "\(path).\(key)"
    guard let value = take(key) else { return missing(key, nil, []) }
    let tables = value.array.map { array in array.compactMap(\.table) } ?? []
    if tables.isEmpty { refuse(key, "must be one or more tables [[\(below)]]") }
    return tables.enumerated().map {
      PlanSection($0.element, path: "\(below)[\($0.offset)]", problems: problems)
    }
  }

  /// Whether a key is there; asked for an optional key, so it is a known one.
  func has(_ key: String) -> Bool {
    known.insert(key)
    return table[key] != nil
  }

  var keys: [String] { table.keys.sorted() }

  /// Notes a problem of a key.
  func refuse(_ key: String, _ problem: String) {
    if isAbsent { return }
    problems.add(path.isEmpty ? key : "\(path).\(key)", problem)
  }

  /// Notes every key that nobody asked for.
  func finish() {
    for key in table.keys.sorted() where !known.contains(key) {
      refuse(key, "is unknown; known here: \(known.sorted().joined(separator: ", "))")
    }
  }

  private func take(_ key: String) -> (any TOMLValueConvertible)? {
    known.insert(key)
    return table[key]
  }

  private func missing<Value>(_ key: String, _ fallback: Value?, _ harmless: Value) -> Value {
    if let fallback { return fallback }
    refuse(key, "is missing")
    return harmless
  }

  private func wrong<Value>(_ key: String, _ problem: String, _ harmless: Value) -> Value {
    refuse(key, problem)
    return harmless
  }
}
