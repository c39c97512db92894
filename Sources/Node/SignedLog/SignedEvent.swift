import Artifacts
import Foundation

/// One signed statement as an event: who said when what.
struct SignedEvent: Comparable {
  /// The head of a statement, whatever its body says; read only from verified bytes.
  private struct Head: Decodable {
    let created: String
    let seq: Int
  }

  let place: Place
  /// When, by the author's own clock, as it has written it: nobody can check that.
  let time: String
  /// The position in the author's own chain, which tells the order where times do not.
  let seq: Int
  /// Against whom an `expel` is.
  private var subject: MemberID?
  /// Whether an entry changes its author's key.
  private var isKeyChange = false

  /// Reads a file whose signature has been verified; `nil` where it is no statement as nodes write
  /// them. Its author may lie: nothing of it is shown but a time of exactly that form, and a number.
  ///
  /// - Parameter verifier: of the file, once more for the body of an entry or an `expel`.
  init?(verified file: UnverifiedFile, by verifier: Verifier) {
    guard let head = try? JSONDecoder().decode(Head.self, from: Data(file.bytes)),
      Self.isTime(head.created)
    else { return nil }
    (place, time, seq) = (file.place, head.created, head.seq)
    switch place.slot {
    case .expel:
      guard let expulsion = try? verifier.statement(ExpelBody.self, file) else { return nil }
      subject = expulsion.content.body.member
    case .enrol(2...):
      guard let entry = try? verifier.statement(EnrolmentBody.self, file) else { return nil }
      isKeyChange = entry.content.body.formerly != nil
    default: break
    }
  }

  /// `2026-11-27T10:00:00Z`, byte for byte.
  private static func isTime(_ text: String) -> Bool {
    let (form, bytes) = (Array("0000-00-00T00:00:00Z".utf8), Array(text.utf8))
    return form.count == bytes.count
      && zip(form, bytes).allSatisfy { mark, byte in
        mark == UInt8(ascii: "0")
          ? (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) : mark == byte
      }
  }

  static func < (one: SignedEvent, other: SignedEvent) -> Bool {
    (one.time, one.place.member.name, one.seq) < (other.time, other.place.member.name, other.seq)
  }

  /// As a node tells it.
  var message: String {
    switch place.slot {
    case .plan: "proposed the plan"
    case .enrol(1): "joined"
    case .enrol(let number):
      "entered again, as incarnation \(number)"
        + (isKeyChange ? ", with a new key that its key of before has signed" : "")
    case .approval: "approved the manifest"
    case .leave(let number): "left, with incarnation \(number)"
    case .expel where subject == place.member: "revoked its own key"
    case .expel: "wants \(subject?.name ?? "a hospital") out"
    case .masked: "published its masked vector"
    case .vote(let ballot): "voted in ballot \(ballot)"
    case .cut(let ballot): "proposed a set in ballot \(ballot)"
    case .unmask: "published its shares (\(place.slot.name))"
    case .evidence: "published evidence against a hospital"
    case .restart: "signed a restart after this round"
    case .model: "published result, commit and model"
    case .manifest, .commit, .result, .relay, .relayUnmask: "published \(place.slot.name)"
    }
  }

  /// A line in one of the forms of a node's log.
  func line(_ format: LogFormat) -> String {
    let round = place.slot.isConsortium ? nil : place.round
    switch format {
    case .text:
      return "\(time) \(place.member) \(round.map { "round \($0): " } ?? "")\(message)"
    case .json:
      var fields = [
        "time": time, "member": place.member.name, "message": message, "event": "signed",
        "file": place.json, "slot": place.slot.name, "seq": String(seq),
      ]
      fields["round"] = round.map(String.init)
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return (try? encoder.encode(fields)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
  }
}
