/// One column of a table and how it becomes numbers in [0, 1].
public struct TableFeature: Equatable, Sendable {
  /// What the column holds.
  public enum Kind: Equatable, Sendable {
    /// A number, scaled so that `low` becomes 0 and `high` 1, and clipped to that.
    ///
    /// The range comes from the plan and never from the data: a minimum and a maximum of the
    /// patients would leave the hospital inside the model's inputs. A missing number becomes
    /// `fill`, a value in the column's own unit (nil: the middle of the range); with
    /// `indicator`, one more input is 1 where the number is missing.
    case numeric(low: Double, high: Double, fill: Double?, indicator: Bool)
    /// One of the stated values: one input each, 1 for the one it is. Missing or unstated: all 0.
    case categorical(values: [String])
  }

  /// The name of the column.
  public var name: String
  /// What the column holds.
  public var kind: Kind
  /// What stands there where nothing is known, beside an empty cell and the like.
  public var missingValues: [String]
  /// The unit of the numbers, for people to compare; nothing is converted.
  public var unit: String?

  /// Makes a feature.
  public init(name: String, kind: Kind, missingValues: [String] = [], unit: String? = nil) {
    self.name = name
    self.kind = kind
    self.missingValues = missingValues
    self.unit = unit
  }

  /// A number in a stated range.
  public static func numeric(
    _ name: String, low: Double, high: Double, fill: Double? = nil, indicator: Bool = false
  ) -> TableFeature {
    TableFeature(name: name, kind: .numeric(low: low, high: high, fill: fill, indicator: indicator))
  }

  /// One of stated values.
  public static func categorical(_ name: String, values: [String]) -> TableFeature {
    TableFeature(name: name, kind: .categorical(values: values))
  }

  /// What each of its inputs is called: `age`, `age missing`, `pain=3`.
  public var inputNames: [String] {
    switch kind {
    case .numeric(_, _, _, let indicator): indicator ? [name, "\(name) missing"] : [name]
    case .categorical(let values): values.map { "\(name)=\($0)" }
    }
  }

  func validate() throws(DataError) {
    func refused(_ reason: String, _ remedy: String) -> DataError {
      DataError(.badSpecification, "feature '\(name)': \(reason)", remedy: remedy)
    }
    let missing = Set(missingValues.map(TableCell.key))
    guard missing.count == missingValues.count else {
      throw refused("a missing value is stated twice", "list each once (1 and 1.0 are one)")
    }
    switch kind {
    case .numeric(let low, let high, let fill, _):
      guard low.isFinite, high.isFinite, low < high, (high - low).isFinite else {
        throw refused("low must be less than high", "state the range of plausible values")
      }
      if let fill, !(low...high).contains(fill) {
        throw refused("fill lies outside low ... high", "choose a value of the range")
      }
    case .categorical(let values):
      guard !values.isEmpty else {
        throw refused("no values are stated", "list the values the column may have")
      }
      guard Set(values.map(TableCell.key)).count == values.count else {
        throw refused("a value is stated twice", "list each value once (1 and 1.0 are one)")
      }
      guard missing.isDisjoint(with: values.map(TableCell.key)) else {
        throw refused("a value is also one that means missing", "list it in one place only")
      }
    }
  }
}
