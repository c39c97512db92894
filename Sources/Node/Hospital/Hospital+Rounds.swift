import Artifacts
import Foundation
import Journal
import ModelUpdate
import Rounds
import SecureAggregation
import Sodium

/// What a hospital keeps from round to round.
extension Hospital {
  /// Secrets for a coming round, made and stored durably when they do not exist.
  func nextSecrets(_ round: Int) throws -> RoundSecrets {
    try secrets(named: try Self.secretName(incarnation: incarnation, round: round))
  }

  /// Secrets for the first round of an incarnation.
  func enrolmentSecrets(_ incarnation: Int) throws -> RoundSecrets {
    try secrets(named: "enrol-\(incarnation)")
  }

  /// Whether the secrets of an enrolment are in this state.
  func hasEnrolmentSecrets(_ incarnation: Int) throws -> Bool {
    try journal.secrets.names().contains("enrol-\(incarnation)")
  }

  /// The entry under which the hospital came back with a state that may have forgotten something.
  var returnedAs: DurableValue<Int> { journal.value("returned-as", of: Int.self) }

  /// Whether a recovery has begun and has not entered again yet.
  var isRecovering: DurableValue<Bool> { journal.value("recovering", of: Bool.self) }

  /// Whether the lost state may have signed files of a roster's round that are not known here: then
  /// what it may have signed, an outcome or a proof, is left to others.
  func mayHaveForgotten(_ roster: Roster) throws -> Bool {
    guard let entry = try returnedAs.load() else { return false }
    return roster.members[id]?.incarnation ?? 0 < entry
  }

  /// This hospital's secrets of a round: those whose public halves its roster names; `nil` if it
  /// has none of them.
  func roundSecrets(_ basis: RoundBasis) throws -> RoundSecrets? {
    guard let entry = basis.roster.members[id] else { return nil }
    for name in [
      Self.secretName(incarnation: entry.incarnation, round: basis.round),
      "enrol-\(entry.incarnation)",
    ] {
      guard var bytes = try journal.secrets.read(name) else { continue }
      let secrets = try RoundSecrets(restoring: SecretBytes(wiping: &bytes))
      if RoundKeys(secrets) == entry.keys { return secrets }
    }
    return nil
  }

  private func secrets(named name: String) throws -> RoundSecrets {
    if var bytes = try journal.secrets.read(name) {
      return try RoundSecrets(restoring: SecretBytes(wiping: &bytes))
    }
    let fresh = RoundSecrets.random()
    try fresh.withUnsafeBytes { bytes throws in
      _ = try journal.secrets.store(bytes, as: name)
    }
    return fresh
  }

  /// How far this hospital has come; `nil` before genesis.
  func tip() throws -> Tip? { try tipValue.load() }

  /// Outcomes that nobody has published completely, as far as is known here.
  func owed() throws -> [OwedRecord] {
    if let owedRecords { return owedRecords }
    let read = try owedValue.load() ?? []
    owedRecords = read
    return read
  }

  /// Forgets an outcome that lies in the shared folder.
  func settle(_ round: Int) throws {
    let owed = try owed()
    let rest = owed.filter { $0.round != round }
    if rest != owed { try saveOwed(rest) }
  }

  /// Goes on to a result: model first, then the duty to publish, then the tip, then the old
  /// secrets are erased (L5).
  ///
  /// - Parameter duty: the outcome to keep until it is published; `nil` for one that was read.
  func advance(to tip: Tip, model file: [UInt8], duty: OwedRecord?) throws {
    let round = try tip.document().round
    try journal.store.replace(file, at: modelPath(round))
    if let duty { try saveOwed(try owed().filter { $0.round != duty.round } + [duty]) }
    try tipValue.save(tip)
    try forget(tip)
  }

  /// Erases the secrets of closed rounds, old models, and sealed copies that nobody needs again.
  ///
  /// Also run at start: a crash may have come between the tip and the erasure.
  func forget(_ tip: Tip) throws {
    let round = try tip.document().round
    for name in try journal.secrets.names() {
      let isUsed = try Self.enrolment(name).map { number throws in
        try number <= tip.enteredBefore[id] ?? 0 && !isNamed(name, by: tip)
      }
      if isUsed ?? false || Self.secretRound(name) ?? .max <= round {
        try journal.secrets.erase(name)
      }
    }
    let owed = try Set(owed().map(\.round))
    for file in try journal.store.list(Self.models) {
      if let old = Int(file.prefix { $0 != "." }), old < round - 1, !owed.contains(old) {
        try journal.store.remove(Self.models.appending(file), wiping: false)
      }
    }
    for member in try journal.vault.names(in: "") {
      let folder = "\(member)/\(Place.roundFolder(round - 1))"
      for name in try journal.vault.names(in: folder) where name.hasSuffix(".sealed") {
        try journal.vault.drop("\(folder)/\(name)")
      }
    }
  }

  /// Whether the next round's roster names the public half of a secret: two restarts may name one
  /// enrolment.
  private func isNamed(_ name: String, by tip: Tip) throws -> Bool {
    guard let entry = try tip.document().roster.members[id],
      var bytes = try journal.secrets.read(name)
    else { return false }
    return RoundKeys(try RoundSecrets(restoring: SecretBytes(wiping: &bytes))) == entry.keys
  }

  /// The model after a closed round, checked against the digest in its result.
  func model(of result: ResultDocument, plan: Plan) throws -> ModelState {
    try RoundArithmetic(plan).decode(
      model: try modelFile(of: result), path: "\(modelPath(result.round))")
  }

  /// The bytes of the model after a closed round, checked against the digest in its result.
  func modelFile(of result: ResultDocument) throws -> [UInt8] {
    let path = modelPath(result.round)
    guard let bytes = try journal.store.read(path), Digest(hashing: bytes) == result.model else {
      throw NodeError(
        .configuration, "\(root)/\(path) is not the model of round \(result.round)",
        remedy: "restore the private state from its backup")
    }
    return bytes
  }

  /// The slots of a round that this hospital has signed.
  func signedSlots(round: Int) throws -> Set<Slot> {
    try signedSlots(in: Place.roundFolder(round))
  }

  private var tipValue: DurableValue<Tip> { journal.value("tip", of: Tip.self) }
  private func saveOwed(_ records: [OwedRecord]) throws {
    owedRecords = nil
    try owedValue.save(records)
    owedRecords = records
  }

  private var owedValue: DurableValue<[OwedRecord]> {
    journal.value("owed", of: [OwedRecord].self)
  }

  private static let models = StorePath("models")

  private func modelPath(_ round: Int) -> StorePath {
    Self.models.appending("\(Place.roundFolder(round).dropFirst(6)).safetensors")
  }

  private static func secretName(incarnation: Int, round: Int) -> String {
    "round-\(incarnation)-" + Place.roundFolder(round).dropFirst(6)
  }

  private static func secretRound(_ name: String) -> Int? {
    name.hasPrefix("round-") ? name.split(separator: "-").last.flatMap { Int($0) } : nil
  }

  private static func enrolment(_ name: String) -> Int? {
    name.hasPrefix("enrol-") ? Int(name.dropFirst("enrol-".count)) : nil
  }
}
