import Artifacts
import Foundation
import Journal
import ModelUpdate
import Rounds
import SecureAggregation
import Sodium

/// What a hospital keeps from round to round.
extension Hospital {
  /// This hospital's secrets of a round, made and stored durably when they do not exist.
  func roundSecrets(_ round: Int) throws -> RoundSecrets {
    if let existing = try existingRoundSecrets(round) { return existing }
    let fresh = RoundSecrets.random()
    try fresh.withUnsafeBytes { bytes throws in
      _ = try journal.secrets.store(bytes, as: secretName(round))
    }
    return fresh
  }

  /// This hospital's secrets of a round, if it has any.
  func existingRoundSecrets(_ round: Int) throws -> RoundSecrets? {
    guard var bytes = try journal.secrets.read(secretName(round)) else { return nil }
    return try RoundSecrets(restoring: SecretBytes(wiping: &bytes))
  }

  /// How far this hospital has come; `nil` before genesis.
  func tip() throws -> Tip? { try tipValue.load() }

  /// Goes on to a closed round: model first, then the tip, then the old secrets are erased (L5).
  func advance(to tip: Tip, outcome: RoundOutcome) throws {
    let round = outcome.result.round
    try journal.store.replace(outcome.modelBytes, at: modelPath(round))
    try tipValue.save(tip)
    try forget(upTo: round)
  }

  /// Erases the secrets of closed rounds, old models, and sealed copies that nobody needs again.
  ///
  /// Also run at start: a crash may have come between the tip and the erasure.
  func forget(upTo round: Int) throws {
    for name in try journal.secrets.names() where (secretRound(name) ?? .max) <= round {
      try journal.secrets.erase(name)
    }
    for file in try journal.store.list(Self.models) {
      if let old = Int(file.prefix { $0 != "." }), old < round - 1 {
        try journal.store.remove(Self.models.appending(file), wiping: false)
      }
    }
    for member in try journal.vault.names(in: "") {
      let place = MemberID(member).map { Place(member: $0, round: round - 1, slot: .masked) }
      if let place { try journal.vault.drop(place.sealed) }
    }
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
    Set(
      try journal.outbox.slots().compactMap(SlotKey.init).filter { $0.round == round }
        .compactMap { Slot(name: $0.name) })
  }

  /// The position of the next statement in this hospital's own chain.
  ///
  /// Found in the outbox, where every signed statement is: no counter can run ahead of it or
  /// fall behind.
  func nextLink() throws -> ChainLink { try OwnChain(journal.outbox).next() }

  private var tipValue: DurableValue<Tip> { journal.value("tip", of: Tip.self) }

  private static let models = StorePath("models")

  private func modelPath(_ round: Int) -> StorePath {
    Self.models.appending("\(Place.roundFolder(round).dropFirst(6)).safetensors")
  }

  private func secretName(_ round: Int) -> String {
    "round-\(incarnation)-" + Place.roundFolder(round).dropFirst(6)
  }

  private func secretRound(_ name: String) -> Int? {
    name.hasPrefix("round-") ? name.split(separator: "-").last.flatMap { Int($0) } : nil
  }
}
