import Artifacts
import Sodium
import Testing

/// Sealed files open for every reader at their place, and for nobody else or elsewhere.
@Suite struct SealedFileTests {
  struct Vectors: Decodable {
    let session: Digest
    let K: Digest
    let secrets: [String]
    let cases: [Case]

    struct Case: Decodable {
      let name: String
      let plaintext: Hex
      let file: Hex
      let digest: Digest
      let plain: Digest
    }
  }

  private let place: Place
  private let session = Digest(hashing: [1])
  private let K = Digest(hashing: [2])
  private let readers = (0..<3).map { _ in SealingKey.generate() }
  private let plaintext = (0..<100).map { UInt8($0) }

  init() throws {
    place = Place(member: try #require(MemberID("h1")), round: 12, slot: .masked)
  }

  private func seal(_ plaintext: [UInt8]) -> (file: [UInt8], plain: Digest) {
    SealedFile.seal(
      plaintext, kind: .vector, place: place, session: session, K: K,
      readers: readers.map(\.publicKey))
  }

  /// The pin that a statement would carry for a file, whatever the file holds.
  private func pin(_ file: [UInt8], _ plain: Digest) -> Payload {
    Payload(
      name: "masked.sealed", bytes: file.count, digest: Digest(hashing: file), plain: plain,
      type: "u32le")
  }

  private func open(
    _ file: [UInt8], _ pinned: Payload, kind: SealedFile.Kind = .vector, place: Place? = nil,
    session: Digest? = nil, K: Digest? = nil, key: SealingKey? = nil
  ) throws -> [UInt8] {
    try SealedFile.open(
      file, pinned: pinned, kind: kind, place: place ?? self.place,
      session: session ?? self.session, K: K ?? self.K, with: key ?? readers[0])
  }

  @Test func opensWhatWasSealedElsewhere() throws {
    let table = try vectors("sealed", as: Vectors.self)
    for secret in table.secrets {
      var bytes = try #require([UInt8](base64url: secret))
      let key = try SealingKey(restoring: SecretBytes(wiping: &bytes))
      for vector in table.cases {
        let file = vector.file.bytes
        let pinned = Payload(
          name: "masked.sealed", bytes: file.count, digest: vector.digest, plain: vector.plain,
          type: "u32le")
        let opened = try open(file, pinned, session: table.session, K: table.K, key: key)
        #expect(opened == vector.plaintext.bytes, "\(vector.name)")
        #expect(file.count == SealedFile.size(plaintext: opened.count, readers: 3))
      }
    }
  }

  @Test(arguments: [0, 1, 4_000, 1 << 20, 1 << 20 + 1, 3 << 20])
  func everyReaderOpensAndTheSizeIsPublic(_ count: Int) throws {
    let plaintext = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let (file, plain) = seal(plaintext)
    for key in readers { #expect(try open(file, pin(file, plain), key: key) == plaintext) }
    // 74 fixed, 96 for each reader; 24 of stream header, 17 for each started MiB.
    let messages = max(1, (count + (1 << 20) - 1) >> 20)
    #expect(file.count == 74 + 3 * 96 + 24 + count + 17 * messages)
    #expect(file.count == SealedFile.size(plaintext: count, readers: 3))
  }

  @Test func twoSealsOfOneTextShareNothing() {
    let (one, other) = (seal(plaintext), seal(plaintext))
    #expect(one.plain != other.plain)
    #expect(one.file[8..<40] != other.file[8..<40])
    #expect(one.file.suffix(100) != other.file.suffix(100))
  }

  @Test func aStrangerDoesNotOpen() {
    let (file, plain) = seal(plaintext)
    let refused = rejection { _ = try open(file, pin(file, plain), key: .generate()) }
    #expect(refused?.code == .sealed)
    #expect(refused?.file == "h1/round-000012/masked.sealed")
  }

  @Test func anotherPlaceRoundOrKindIsRefused() throws {
    let (file, plain) = seal(plaintext)
    let pinned = pin(file, plain)
    let h2 = try #require(MemberID("h2"))
    for other in [
      Place(member: h2, round: 12, slot: .masked),
      Place(member: place.member, round: 13, slot: .masked),
      Place(member: place.member, round: 12, slot: .model),
    ] {
      #expect(rejection { _ = try open(file, pinned, place: other) }?.code == .context, "\(other)")
    }
    #expect(rejection { _ = try open(file, pinned, K: session) }?.code == .context)
    #expect(rejection { _ = try open(file, pinned, session: K) }?.code == .context)
    #expect(rejection { _ = try open(file, pinned, kind: .model) }?.code == .payload)
  }

  @Test func whatIsNotPinnedIsRefusedBeforeItIsRead() {
    let (file, plain) = seal(plaintext)
    let pinned = pin(file, plain)
    for index in file.indices {
      var changed = file
      changed[index] ^= 1
      #expect(rejection { _ = try open(changed, pinned) }?.code == .payload, "byte \(index)")
    }
    for changed in [[], Array(file.dropLast()), file + [0], Array(file.dropFirst())] {
      #expect(rejection { _ = try open(changed, pinned) }?.code == .payload)
    }
    #expect(rejection { _ = try open(file, pin(file, K)) }?.code == .payload)
  }

  /// A writer who signs the pin of a broken file gets no further than the seal.
  @Test func everyChangedBitOfAPinnedFileIsRefused() {
    let (file, plain) = seal(plaintext)
    for index in file.indices {
      for bit in [0, 3, 7] {
        var changed = file
        changed[index] ^= 1 << bit
        let refused = rejection { _ = try open(changed, pin(changed, plain)) }
        if refused == nil { Issue.record("byte \(index), bit \(bit)") }
      }
    }
  }

  @Test func aPinnedFileOfEveryOtherLengthIsRefused() {
    let (file, plain) = seal(plaintext)
    for count in 0..<file.count {
      let cut = Array(file.prefix(count))
      let refused = rejection { _ = try open(cut, pin(cut, plain)) }
      if refused == nil { Issue.record("\(count) bytes") }
    }
    for extra in [1, 17, 41, 1 << 20] {
      let long = file + [UInt8](repeating: 0, count: extra)
      #expect(rejection { _ = try open(long, pin(long, plain)) } != nil, "\(extra) bytes more")
    }
  }

  @Test func headersWithOtherNumbersAreRefused() {
    let (file, plain) = seal(plaintext)
    for (offset, value, code): (Int, UInt8, Rejection.Code) in [
      (0, 0x44, .payload), (6, 0, .version), (6, 2, .version), (7, 0, .payload), (7, 3, .payload),
      (72, 0, .sealed), (72, 4, .sealed), (73, 0xff, .payload),
    ] {
      var changed = file
      changed[offset] = value
      let refused = rejection { _ = try open(changed, pin(changed, plain)) }
      #expect(refused?.code == code, "byte \(offset) = \(value): \(refused?.message ?? "accepted")")
    }
  }
}
