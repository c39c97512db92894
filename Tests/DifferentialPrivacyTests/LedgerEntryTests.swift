import DifferentialPrivacy
import Foundation
import Testing

@Suite struct LedgerEntryTests {
  private static let text =
    #"{"colluders":1,"kind":"training","samplingThreshold":"0028f5c28f5c28f60","#
    + #""sensitivity":131072,"shares":5,"variance":4294967296}"#

  @Test("the form in files")
  func form() throws {
    let entry = try LedgerEntry(
      kind: .training, sampling: PoissonSampling(rate: 0.01), variance: 1 << 32,
      sensitivity: 131_072,
      shares: 5, colluders: 1)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(String(decoding: try encoder.encode(entry), as: UTF8.self) == Self.text)
    #expect(try JSONDecoder().decode(LedgerEntry.self, from: Data(Self.text.utf8)) == entry)
  }

  @Test("every kind and the edges of every number survive", arguments: LedgerEntry.Kind.allCases)
  func roundTrip(kind: LedgerEntry.Kind) throws {
    for (rate, variance, sensitivity, shares, colluders) in [
      (1, 64, 1, 1, 0), (0x1p-64, 1 << 48, 1 << 53 - 1, 1 << 20, 1 << 20),
      (0.3, 3_435_973_837, 77, 7, 2),
    ] as [(Double, Int64, Int64, Int, Int)] {
      let entry = try LedgerEntry(
        kind: kind, sampling: PoissonSampling(rate: rate), variance: variance,
        sensitivity: sensitivity, shares: shares, colluders: colluders)
      let data = try JSONEncoder().encode(entry)
      #expect(try JSONDecoder().decode(LedgerEntry.self, from: data) == entry)
    }
  }

  @Test(
    "entries that no round can have are refused, never trapped on",
    arguments: [
      ("training", "trainings"), (#""training""#, "1"), ("4294967296", "63"),
      ("4294967296", "281474976710657"), ("4294967296", "-1"),
      ("4294967296", "9223372036854775807"), (#","variance":4294967296"#, ""), ("131072", "0"),
      ("131072", "-5"), ("131072", "1.5"),
      ("131072", "9007199254740992"), (#""shares":5"#, #""shares":0"#),
      (#""shares":5"#, #""shares":-1"#), (#""shares":5"#, #""shares":9223372036854775807"#),
      (#""colluders":1"#, #""colluders":-1"#), (#""colluders":1,"#, ""),
      (#""colluders":1"#, #""colluders":9223372036854775807"#),
      ("0028f5c28f5c28f60", "0028F5C28F5C28F60"), ("0028f5c28f5c28f60", "28f5c28f5c28f60"),
      ("0028f5c28f5c28f60", "00000000000000000"), (#""0028f5c28f5c28f60""#, "184467440737095516"),
    ])
  func malformed(part: String, replacement: String) {
    let text = Self.text.replacingOccurrences(of: part, with: replacement)
    #expect(text != Self.text)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(LedgerEntry.self, from: Data(text.utf8))
    }
  }
}
