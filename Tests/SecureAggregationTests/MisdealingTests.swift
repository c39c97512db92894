import Foundation
import SecureAggregation
import Sodium
import Testing

@Suite struct MisdealingTests {
  private let round: Consortium
  private let point = RistrettoPoint(committingTo: Scalar(5).bytes).hex

  init() throws {
    round = try Consortium(4)
  }

  /// The rejection of h01's dealing after a change, by everybody or by one holder.
  private func rejection(
    as holder: String? = nil, _ change: (inout Forgery) throws -> Void
  ) throws -> SecureAggregationError? {
    var forgery = try Forgery(#require(round.dealings["h01"]))
    try change(&forgery)
    let dealing = try forgery.dealing()
    return failure {
      if let holder {
        try dealing.validateShape(for: "h01", in: round.context)
        _ = try round.open(dealing, from: "h01", as: holder)
      } else {
        try dealing.validateShape(for: "h01", in: round.context)
      }
    }
  }

  @Test func theUnchangedDealingPasses() throws {
    for holder in round.context.ids {
      #expect(try rejection(as: holder) { _ in } == nil)
    }
  }

  @Test func shapesAreChecked() throws {
    let neutral = RistrettoPoint.identity.hex
    let changes: [(path: [String], value: Any?)] = [
      (["selfMask", "0"], nil), (["nonce", "2"], nil), (["selfMask", "1"], neutral),
      (["nonce", "2"], neutral), (["nonce", "0"], point), (["pairs", "h02"], nil),
      (["pairs", "h02", "commitments"], nil), (["pairs", "h02", "commitments", "0"], neutral),
      (["pairs", "h02", "commitments", "1"], nil), (["pairs", "h02", "shareHashes"], [:]),
      (["boxes", "h03"], nil), (["boxes", "h01"], nil), (["boxes", "h03"], "AAAA"),
    ]
    for change in changes {
      let found = try rejection { $0[change.path] = change.value }
      #expect(found?.code == .invalidDealing && found?.culprit == "h01", "\(change.path)")
    }
    let added = try rejection { $0[["boxes", "h05"]] = $0[["boxes", "h04"]] }
    #expect(added?.code == .invalidDealing)
    let pair = try rejection { $0[["pairs", "h01"]] = $0[["pairs", "h04"]] }
    #expect(pair?.code == .invalidDealing)
    let dealing = try #require(round.dealings["h01"])
    #expect(
      failure { try dealing.validateShape(for: "h02", in: round.context) }?.code
        == .invalidDealing)
    #expect(
      failure { try dealing.validateShape(for: "h09", in: round.context) }?.code
        == .unknownMember)
  }

  @Test(arguments: ["01", "ff", "zz"])
  func pointsThatAreNoneDoNotDecode(beginning: String) throws {
    var forgery = try Forgery(#require(round.dealings["h01"]))
    forgery[["selfMask", "1"]] = beginning + String(repeating: "00", count: 31)
    #expect(throws: (any Error).self) { try forgery.dealing() }
  }

  @Test func boxesOpenOnlyWhereTheyBelong() throws {
    let swapped = try rejection(as: "h03") {
      ($0[["boxes", "h02"]], $0[["boxes", "h03"]]) = ($0[["boxes", "h03"]], $0[["boxes", "h02"]])
    }
    #expect(swapped?.code == .invalidDealing && swapped?.culprit == "h01")
    let flipped = try rejection(as: "h02") { forgery in
      let text = try #require(forgery[["boxes", "h02"]] as? String)
      var box = try #require([UInt8](base64url: text))
      box[40] ^= 1
      forgery[["boxes", "h02"]] = box.base64url
    }
    #expect(flipped?.code == .invalidDealing)
    let foreign = try rejection(as: "h02") {
      $0[["boxes", "h02"]] = try Forgery(#require(round.dealings["h03"]))[["boxes", "h02"]]
    }
    #expect(foreign?.code == .invalidDealing)
  }

  @Test(arguments: 0..<5, ["h01", "h02", "h04"])
  func everyShareIsChecked(row: Int, holder: String) throws {
    let wrong = try rejection(as: holder) {
      try $0.reseal(from: "h01", to: holder, in: round) { $0[32 * row] ^= 1 }
    }
    #expect(wrong?.code == .invalidDealing && wrong?.culprit == "h01")
    // The same share plus the order of the group: libsodium alone would reduce it silently.
    let doubled = try rejection(as: holder) {
      try $0.reseal(from: "h01", to: holder, in: round) { addOrder(&$0, row) }
    }
    #expect(doubled?.message.contains("not canonical") ?? false)
    let resealed = try rejection(as: holder) {
      try $0.reseal(from: "h01", to: holder, in: round) { _ in }
    }
    #expect(resealed == nil, "the forger itself works")
  }

  @Test func commitmentsAreChecked() throws {
    for path in [["selfMask", "0"], ["selfMask", "2"], ["nonce", "1"]] {
      let found = try rejection(as: "h02") { $0[path] = point }
      #expect(found?.code == .invalidDealing && found?.culprit == "h01", "\(path)")
    }
    for coefficient in 0..<3 {
      let found = try rejection(as: "h02") {
        $0[["pairs", "h03", "commitments", "\(coefficient)"]] = point
      }
      #expect(found?.code == .invalidDealing && found?.culprit == "h01")
    }
  }

  @Test func bothPartnersMeanOneSeed() throws {
    let other = try #require(round.dealings["h02"])
    var forgery = try Forgery(#require(round.dealings["h01"]))
    try #require(round.dealings["h01"]).consistent(from: "h01", with: other, from: "h02")
    forgery[["pairs", "h02", "check"]] = Digest(hashing: []).hex
    let dealing = try forgery.dealing()
    let found = failure { try dealing.consistent(from: "h01", with: other, from: "h02") }
    #expect(found?.code == .inconsistentDealings && found?.culprit == nil)
    // The partner, who knows the seed, can tell who lies; the others cannot.
    #expect(failure { _ = try round.open(dealing, from: "h01", as: "h02") }?.culprit == "h01")
    #expect(failure { _ = try round.open(dealing, from: "h01", as: "h03") } == nil)
    var constant = try Forgery(#require(round.dealings["h01"]))
    constant[["pairs", "h02", "commitments", "0"]] = point
    let forged = try constant.dealing()
    #expect(
      failure { try forged.consistent(from: "h01", with: other, from: "h02") }?.code
        == .inconsistentDealings)
  }

  @Test func dealingsOfOtherRoundsDoNotOpen() throws {
    let context = round.context
    let others = [
      try RoundContext(
        session: context.session, round: 8, K: context.K, members: context.members,
        threshold: 3, ringWidth: .bits32, count: 3),
      try RoundContext(
        session: context.session, round: 7, K: Digest(hashing: [9]), members: context.members,
        threshold: 3, ringWidth: .bits32, count: 3),
      try RoundContext(
        session: Digest(hashing: [9]), round: 7, K: context.K, members: context.members,
        threshold: 3, ringWidth: .bits32, count: 3),
    ]
    for other in others {
      let found = failure {
        _ = try #require(round.dealings["h01"]).open(
          from: "h01", as: "h02", secrets: #require(round.secrets["h02"]).restored(), in: other)
      }
      #expect(found?.code == .invalidDealing)
    }
  }

  private func addOrder(_ shares: inout [UInt8], _ row: Int) {
    var carry = 1
    // The order is one more than the largest scalar.
    let largest = (Scalar.zero - .one).bytes
    for index in 0..<32 {
      let sum = Int(shares[32 * row + index]) + Int(largest[index]) + carry
      shares[32 * row + index] = UInt8(sum & 255)
      carry = sum >> 8
    }
  }
}
