import Artifacts
import Foundation
import Testing

@testable import Node

@Suite struct RefusalsTests {
  /// Whoever runs the folder may move the border between a statement and its signature; that must
  /// not keep the true files from being looked at.
  @Test func aShiftedBorderRefusesNothingElse() throws {
    let place = try #require(Place("h2/round-000003/masked"))
    let refusals = Refusals()
    var looks = 0
    for border in [5, 4, 4] {
      let bytes = [UInt8]("abcdefgh".utf8)
      let file = UnverifiedFile(
        place: place, bytes: Array(bytes[..<border]), signature: Array(bytes[border...]))
      try refusals.attempt(file, at: place.json, held: 1) {
        looks += 1
        throw Rejection(.signature, file: place.json, "is not signed by h2")
      }
    }
    #expect(looks == 2, "the same file is not verified again, the other one is")
  }
}
