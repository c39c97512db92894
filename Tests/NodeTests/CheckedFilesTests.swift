import Artifacts
import Journal
import Sodium
import Testing

@testable import Node

/// What a process of a hospital remembers of its checks for the next.
@Suite struct CheckedFilesTests {
  private let journal = Journal(MemoryStore())
  private let K = Digest(hashing: [1])
  private let masked = Digest(hashing: [2])
  private let unmask = Digest(hashing: [3])

  private func remembered(_ K: Digest, withBoxes: Bool) throws -> [Bool] {
    let checked = try CheckedFiles(journal, K: K, withBoxes: withBoxes)
    return [checked.isChecked(masked: masked), checked.isChecked(unmask: unmask)]
  }

  @Test func theNextProcessKnowsWhatPassed() throws {
    let checked = try CheckedFiles(journal, K: K, withBoxes: true)
    checked.note(masked: masked)
    #expect(try remembered(K, withBoxes: true) == [false, false])
    try checked.save()
    #expect(try remembered(K, withBoxes: true) == [true, false])
    checked.note(unmask: unmask)
    try checked.save()
    #expect(try remembered(K, withBoxes: true) == [true, true])
    #expect(!checked.isChecked(masked: unmask))
    #expect(!checked.isChecked(unmask: masked))
  }

  /// Nothing counts for another result, for other secrets, or from a damaged file.
  @Test func itCountsForThisRoundAlone() throws {
    let checked = try CheckedFiles(journal, K: K, withBoxes: false)
    checked.note(masked: masked)
    checked.note(unmask: unmask)
    try checked.save()
    #expect(try remembered(Digest(hashing: [9]), withBoxes: false) == [false, false])
    #expect(try remembered(K, withBoxes: true) == [false, false])
    let path = StorePath("values", "checked")
    var bytes = try #require(try journal.store.read(path))
    bytes[bytes.count / 2] ^= 1
    try journal.store.replace(bytes, at: path)
    #expect(try remembered(K, withBoxes: false) == [false, false])
  }
}
