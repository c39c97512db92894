import Artifacts
import Sodium

/// The files of secret keys: minisign's, and that of a sealing key.
enum KeyTarget: FuzzTarget {
  static func read(_ bytes: [UInt8]) {
    var file = bytes
    do {
      let key = try IdentityKey(wipingSecretKeyFile: &file)
      let text = key.sign(message: bytes, trustedComment: "fuzz")
      let comment = Invariant.succeeds("a key that is read signs for itself") {
        try key.publicKey.verify(message: bytes, signatureFile: text)
      }
      Invariant.hold(comment == "fuzz", "the comment is the signed one")
      Invariant.hold(
        IdentityPublicKey(key.publicKey.description) == key.publicKey, "a public key reads back")
    } catch {
      Invariant.message(error.message, error.remedy)
    }
    Invariant.hold(file.isEmpty, "the bytes of a key are wiped")
    file = bytes
    do {
      let key = try SealingKeyFile.decode(wiping: &file, file: "auditor.key")
      let again = SealingKeyFile.encode(key).withUnsafeBytes { Array($0) }
      Invariant.hold(again == bytes, "a sealing key has one spelling")
    } catch {
      Invariant.message(error.description, error.remedy)
    }
    Invariant.hold(file.isEmpty, "the bytes of a key are wiped")
  }
}
