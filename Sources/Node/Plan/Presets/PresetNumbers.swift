import Artifacts
import Rounds
import SecureAggregation

/// What a preset reckons with, and the parts that all presets share.
struct PresetNumbers {
  /// Hospitals of the consortium.
  let hospitals: Int
  /// The noise multiplier of training.
  var noise = 1.0
  /// Bits of the masked numbers.
  var ring = 32

  /// The first lines of a preset.
  func head(_ name: String) -> String {
    """
    # A plan of decaph, made by 'decaph-node plan new --preset \(name) --hospitals \(hospitals)'.
    # A starting point: edit it, then check it with
    #   decaph-node plan check plan.toml --hospitals \(hospitals)
    # 'decaph-node plan new' without --preset explains every key.
    """
  }

  /// The budget, the noise that fits it, and the rules of the rounds.
  ///
  /// - Parameters:
  ///   - records: of all hospitals together.
  ///   - why: a comment on the unit.
  func end(epsilon: Double, records: Int, unit: String, why: String) -> String {
    """
    [privacy]
    # Noise in units of clip_norm. Computed for \(hospitals) hospitals so that all rounds together fit
    # the budget below; after changes ask 'decaph-node budget --plan plan.toml --hospitals \(hospitals)
    # --target-epsilon \(epsilon)'.
    noise_multiplier = \(noise)
    # The budget: no hospital takes part in a round that would exceed it.
    epsilon = \(epsilon)
    # The probability with which the bound may fail; well below 1 / nominal_records.
    delta = \(delta(records))
    \(why)
    unit = "\(unit)"

    [rounds]
    # \(rules)
    # Bits of the masked numbers: 32, or 64 where the counts of all records need them; files are
    # twice as large then.
    ring = \(ring)

    [rounds.patience]
    # Seconds, by its own clock, until a hospital votes on going on without an absent one; until the
    # next ballot; until the next one acts for a silent leader.
    masked = 86400
    vote = 3600
    leader = 3600

    [auditors]
    # Who may recompute every sum beside the members: a name, and the key that
    # 'decaph-audit key --out auditor.key' printed.
    # ethics-board = "..."

    """
  }

  /// A share of the records such that a round has so many on average, with three digits.
  func samplingRate(batch: Int, of records: Int) -> Double {
    let exact = min(1, Double(batch) / Double(records))
    return max(0.001, (exact * 1000).rounded() / 1000)
  }

  /// The largest power of ten that is at most a fifth of one over the number of records.
  private func delta(_ records: Int) -> String {
    var (digits, power) = (0, 1)
    while power < 5 * records { (digits, power) = (digits + 1, 10 * power) }
    return "1e-\(digits)"
  }

  private var rules: String {
    guard
      let numbers = try? RoundParameters(
        members: hospitals, colluding: nil, quorum: nil, allowTwo: false)
    else { return "" }
    return "Of \(hospitals) hospitals up to \(numbers.colluding) may collude, "
      + "\(numbers.quorum) decide."
  }
}
