import Artifacts
import Journal
import Sodium

/// Which files of the round in work have passed every check here, remembered from process to
/// process: what a tick of cron has opened and found right, the next need not open again.
///
/// A file is named by the digest of its statement, whose signature is verified in every process, and
/// counts for one K and with or without own secrets. What is used of it later is checked once more when it is used: a sealed vector when the
/// round is closed, a box when the own shares are revealed, shares when seeds are opened.
final class CheckedFiles {
  private struct Memory: Codable, Equatable {
    /// What the round stands on.
    let K: Digest
    /// Whether the own boxes were opened too.
    let withBoxes: Bool
    /// Masked statements whose sealed vector is kept and opens, and whose box is right.
    var masked: Set<Digest> = []
    /// Unmask statements whose shares fit the dealers' commitments.
    var unmasked: Set<Digest> = []
  }

  private let value: DurableValue<Memory>
  private var memory: Memory
  private var saved: Memory?

  /// What is remembered for a round; nothing where the last memory is of another.
  ///
  /// - Parameters:
  ///   - K: what the round stands on.
  ///   - withBoxes: whether this hospital has the secrets of its keys in the roster.
  init(_ journal: Journal, K: Digest, withBoxes: Bool) throws {
    value = journal.value("checked", of: Memory.self)
    // Unreadable is as good as nothing: everything is checked again.
    saved = (try? value.load()) ?? nil
    let fresh = Memory(K: K, withBoxes: withBoxes)
    memory = saved.flatMap { $0.K == K && $0.withBoxes == withBoxes ? $0 : nil } ?? fresh
  }

  /// Whether a masked statement has passed, with its vector and box.
  func isChecked(masked digest: Digest) -> Bool { memory.masked.contains(digest) }

  /// Whether an unmask statement has passed, with its shares.
  func isChecked(unmask digest: Digest) -> Bool { memory.unmasked.contains(digest) }

  /// Remembers a masked statement that has passed.
  func note(masked digest: Digest) { memory.masked.insert(digest) }

  /// Remembers an unmask statement that has passed.
  func note(unmask digest: Digest) { memory.unmasked.insert(digest) }

  /// Makes durable what was noted.
  func save() throws {
    guard memory != saved, !memory.masked.isEmpty || !memory.unmasked.isEmpty else { return }
    try value.save(memory)
    saved = memory
  }
}
