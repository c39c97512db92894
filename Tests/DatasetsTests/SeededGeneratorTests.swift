import Datasets
import Testing

@Suite("Seeded generator")
struct SeededGeneratorTests {
  @Test("A seed always gives the same numbers, other seeds and streams give others")
  func reproducible() {
    func first(_ seed: UInt64, _ stream: UInt64) -> [UInt64] {
      var generator = SeededGenerator(seed: seed, stream: stream)
      return (0..<4).map { _ in generator.next() }
    }
    #expect(first(7, 0) == first(7, 0))
    #expect(Set([first(7, 0), first(8, 0), first(7, 1), first(0, 7)]).count == 4)
  }

  @Test("Numbers below a bound are equally likely")
  func uniform() {
    var generator = SeededGenerator(seed: 3)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[generator.below(7)] += 1 }
    // Chi-square with 6 degrees of freedom: 22.5 is passed once in a thousand seeds.
    let square = counts.map { Double(($0 - 10_000) * ($0 - 10_000)) / 10_000 }.reduce(0, +)
    #expect(square < 22.5)
  }

  @Test("A shuffle loses nothing and repeats itself")
  func shuffle() {
    var one = SeededGenerator(seed: 5)
    var two = SeededGenerator(seed: 5)
    let first = one.shuffled(0..<100)
    #expect(first == two.shuffled(0..<100))
    #expect(first.sorted() == Array(0..<100))
    #expect(first != Array(0..<100))
  }
}
