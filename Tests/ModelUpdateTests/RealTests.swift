import Foundation
import ModelUpdate
import Testing

@Suite("Real numbers as strings")
struct RealTests {
  @Test(
    "Shortest forms are taken and given back",
    arguments: [
      "0.0", "0.5", "-1.25", "1e-05", "0.0001", "20.0", "1e+22", "5e-324",
      "1.7976931348623157e+308", "0.1", "0.30000000000000004",
    ])
  func roundTrip(text: String) throws {
    let real = try Real(canonical: text)
    #expect(real.description == text)
    #expect(real.value == Double(text))
    let json = try JSONEncoder().encode([real])
    #expect(String(decoding: json, as: UTF8.self) == "[\"\(text)\"]")
    #expect(try JSONDecoder().decode([Real].self, from: json) == [real])
  }

  @Test(
    "Other spellings are refused",
    arguments: [
      "", " 1.0", "1.0 ", "1", "01.0", ".5", "0.50", "+0.5", "-0.0", "1e5", "1E-05", "0x1p-1",
      "nan", "inf", "-inf", "1e400", "0.1000000000000000055", "1,5", "0.5\n", "0.5\u{0}",
    ])
  func refusal(text: String) throws {
    #expect { try Real(canonical: text) } throws: {
      ($0 as? ModelUpdateError)?.code == .invalidNumber
    }
    let json = try JSONEncoder().encode([text])
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([Real].self, from: json) }
  }

  @Test("A JSON number is refused")
  func number() {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Real].self, from: Data("[0.5]".utf8))
    }
  }

  @Test("Only finite numbers, and one zero")
  func values() throws {
    #expect(throws: ModelUpdateError.self) { try Real(checking: .nan) }
    #expect(throws: ModelUpdateError.self) { try Real(checking: -.infinity) }
    #expect(try Real(checking: -0.0).value.sign == .plus)
    #expect(Real(0.25) < 0.5)
  }
}
