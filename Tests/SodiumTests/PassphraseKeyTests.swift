import Sodium
import Testing

/// Argon2id as the reference program (`argon2`, Debian 0~20190702) computes it.
@Suite struct PassphraseKeyTests {
  @Test(arguments: [
    (
      "correct horse battery staple", "0123456789abcdef", 3, 256 << 20,
      "e89b4af1af384e6e873cb58a6bceedad3cfbfafdf940910af1ccfcfd757ba106"
    ),
    (
      "x", "saltsaltsaltsalt", 1, 8 << 20,
      "520daef40ae3b943d93cccad2e31c24bc29931ae68be82f55666dd3490c9bde4"
    ),
  ])
  func derivesWhatTheReferenceDerives(
    passphrase: String, salt: String, passes: Int, memory: Int, expected: String
  ) throws {
    var bytes = [UInt8](passphrase.utf8)
    let secret = SecretBytes(wiping: &bytes)
    let key = try PassphraseKey.derive(
      32, from: secret, salt: [UInt8](salt.utf8),
      cost: PassphraseKey.Cost(passes: passes, memory: memory))
    #expect(key.withUnsafeBytes { Array($0).hex } == expected)
  }

  @Test func refusesCostsThatAreTooCheapOrAnAttack() {
    #expect(PassphraseKey.Cost.moderate.isAcceptable)
    for (passes, memory) in [(1, 256 << 20), (3, 1 << 20), (11, 256 << 20), (3, 1 << 31)] {
      #expect(!PassphraseKey.Cost(passes: passes, memory: memory).isAcceptable)
    }
  }
}
