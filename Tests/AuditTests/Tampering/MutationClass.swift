/// The ways in which somebody spoils a finished folder. The raw values are the rows of the table.
enum MutationClass: String, CaseIterable, Sendable {
  // One byte of a sealed file.
  case sealedMagic = "sealed: magic, version, kind"
  case sealedSalt = "sealed: salt"
  case sealedContext = "sealed: context"
  case sealedCount = "sealed: number of recipients"
  case sealedRecipient = "sealed: recipient id"
  case sealedBox = "sealed: recipient box"
  case sealedStream = "sealed: stream header"
  case sealedCiphertext = "sealed: ciphertext"
  case sealedTag = "sealed: tag"
  case parameters = "start file: any byte"
  // Of a signed file.
  case jsonByte = "JSON: any byte"
  case jsonField = "JSON: one field"
  case jsonLineEnd = "JSON: line feed"
  case untrustedComment = "signature: untrusted comment"
  case signatureKey = "signature: algorithm, key id"
  case signature = "signature: signature"
  case trustedComment = "signature: trusted comment"
  case globalSignature = "signature: global signature"
  case signatureLineEnds = "signature: line feeds"
  // Whole files.
  case truncated = "cut short, also to nothing"
  case hole = "zeros in place of the end"
  case extended = "extended"
  case partDeleted = "one file deleted"
  case statementDeleted = "statement deleted with all parts"
  case memberSwapped = "from another member"
  case roundSwapped = "from another round"
  case slotSwapped = "from another slot"
  case replayed = "from another session"
  case wrongKey = "signed with a wrong key"
  // What is no plain file, or not of the protocol.
  case link = "symlink in place of a file"
  case pipe = "FIFO in place of a file"
  case directory = "directory in place of a file"
  case sparse = "10 GB sparse file"
  case otherCase = "name in other case"
  case folderReplaced = "link, FIFO, file in place of a folder"
  case strangeName = "names of no protocol"
  case junk = "junk under a name of the protocol"
  // What its author signs with its own key.
  case spelling = "author: other spelling of the JSON"
  case number = "author: huge or negative number"
  case nesting = "author: deep nesting"
  case comment = "author: another trusted comment"
  case field = "author: any field changed"
  case removal = "author: any field or element left out"
  case version = "author: second version"
  case resealed = "author: sealed file spoilt, pinned again"
  case share = "author: wrong share"
  case sum = "author: wrong sum"
  case model = "author: wrong model"
  case ledger = "author: wrong ledger entry"
  case leader = "author: wrong leader"
  case absence = "author: forged absence"
  case belowSmallest = "author: set below m"

  /// What an audit has to say.
  var expected: Expected {
    switch self {
    // May still be on its way.
    case .truncated, .partDeleted, .statementDeleted, .otherCase, .folderReplaced: .wait
    // A statement alone waits for its signature; with one it is false.
    case .junk: .either
    // What names a file that is not here says nothing false: the file may still come.
    case .field, .removal, .number, .version: .either
    case .strangeName: .note
    default: .fail
    }
  }

  /// Whether whoever does it needs a key of a member.
  var isSigned: Bool { rawValue.hasPrefix("author: ") }
}

/// What an audit has to say of a mutation.
enum Expected: String, Sendable {
  /// Something present is wrong.
  case fail = "FAIL"
  /// Something is not here, or not completely.
  case wait
  /// One of both.
  case either = "FAIL or wait"
  /// Nothing was changed that counts: noted, and verified.
  case note

  /// Whether a word is the expected one.
  func allows(_ word: String) -> Bool {
    switch self {
    case .fail: word == "FAIL"
    case .wait: word == "wait"
    case .either: word == "FAIL" || word == "wait"
    case .note: word == "accepted"
    }
  }
}
