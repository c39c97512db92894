import Artifacts
import Foundation
import Rounds
import Testing

/// Which plans with a trainer are lawful, as `Scripts/vectors-protocol.py` has it from the documents.
@Suite struct TrainerVectorTests {
  struct Table: Decodable {
    let cases: [Case]

    struct Case: Decodable {
      let name: String
      let failure: String
      let plan: Plan
    }
  }

  @Test func nodeAndAuditRefuseTheSamePlansAsTheIndependentVerifier() throws {
    let url = try #require(
      Bundle.module.url(forResource: "trainers", withExtension: "json", subdirectory: "Vectors"))
    let cases = try JSONDecoder().decode(Table.self, from: Data(contentsOf: url)).cases
    for vector in cases {
      var failure = ""
      do throws(Rejection) {
        try RoundArithmetic(vector.plan).check(members: 3)
      } catch {
        failure = error.code.rawValue
      }
      #expect(failure == vector.failure, "\(vector.name)")
    }
    #expect(Set(cases.map(\.failure)) == ["", "field"])
  }
}
