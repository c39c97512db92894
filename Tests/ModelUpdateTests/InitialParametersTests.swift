import ModelUpdate
import Testing

@Suite("Initial parameters")
struct InitialParametersTests {
  struct Case: Decodable, CustomTestStringConvertible {
    let name: String
    let architecture: Architecture
    let seed: String
    let count: Int
    let first: [UInt32]
    let digest: String

    var testDescription: String { name }
  }

  @Test("Bits as a second implementation has them")
  func vectors() throws {
    for vector in try Vectors<Case>.load("initial-parameters") {
      let seed = try #require(UInt64(vector.seed))
      let parameters = try InitialParameters.make(vector.architecture, seed: seed)
      #expect(parameters.count == vector.count)
      #expect(parameters.prefix(8).map(\.bitPattern) == vector.first, "\(vector.name)")
      let bytes = parameters.flatMap { value in
        (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) }
      }
      #expect(digest(bytes) == vector.digest, "\(vector.name)")
    }
  }

  @Test("Weights fill their bounds evenly, biases are zero, scales one")
  func distribution() throws {
    let architecture = Architecture.convolutional(
      input: [1, 16, 16], filters: [16], groups: 4, hidden: 64, outputs: 3)
    let parameters = try InitialParameters.make(architecture, seed: 11)
    let layout = try ParameterLayout(architecture)
    func values(_ name: String) throws -> ArraySlice<Float> {
      parameters[try #require(layout.tensors.first { $0.name == name }).range]
    }
    #expect(try values("0.bias").allSatisfy { $0 == 0 })
    #expect(try values("1.weight").allSatisfy { $0 == 1 })
    #expect(try values("1.bias").allSatisfy { $0 == 0 })
    for (name, bound) in [
      ("0.weight", Float(6.0 / 9).squareRoot()), ("4.weight", Float(6.0 / 1024).squareRoot()),
      ("6.weight", Float(6.0 / 67).squareRoot()),
    ] {
      let weights = try values(name)
      #expect(weights.allSatisfy { abs($0) < bound && $0 != 0 })
      let count = Double(weights.count)
      let mean = weights.reduce(0) { $0 + Double($1 / bound) } / count
      let square = weights.reduce(0) { $0 + Double($1 / bound) * Double($1 / bound) } / count
      // Uniform in (-1, 1): variance 1/3, and 4/45 for the squares; five standard errors.
      #expect(abs(mean) < 5 * (1 / (3 * count)).squareRoot())
      #expect(abs(square - 1 / 3) < 5 * (4 / (45 * count)).squareRoot())
    }
  }

  @Test("Seeds and tensors give different numbers")
  func independence() throws {
    let architecture = Architecture.perceptron(input: [8], hidden: [8, 8], outputs: 2)
    let first = try InitialParameters.make(architecture, seed: 1)
    #expect(first == (try InitialParameters.make(architecture, seed: 1)))
    #expect(first != (try InitialParameters.make(architecture, seed: 2)))
    let layout = try ParameterLayout(architecture)
    #expect(first[layout.tensors[0].range] != first[layout.tensors[2].range])
  }
}
