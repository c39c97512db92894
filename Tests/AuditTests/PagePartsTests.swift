import SharedFolder
import Testing

@testable import Audit

/// The small parts of a page: numbers, ranges, axes, columns.
@Suite struct PagePartsTests {
  @Test func numbersAreTheSameEverywhere() {
    #expect(PageNumber.whole(12_147) == "12,147")
    #expect(PageNumber.whole(-1_000_000) == "-1,000,000")
    #expect(PageNumber.decimal(3.7449, 2) == "3.74")
    #expect(PageNumber.decimal(0.005, 2) == "0.01")
    #expect(PageNumber.decimal(-0.004, 2) == "0.00")
    #expect(PageNumber.decimal(.infinity, 2) == "unlimited")
    #expect(PageNumber.decimal(.nan, 2) == "unknown")
    #expect(PageNumber.share(0.875) == "87.5 %")
    #expect(PageNumber.size(999) == "999 bytes")
    #expect(PageNumber.size(30_655) == "30.7 KB")
    #expect(PageNumber.size(1_900_000) == "1.9 MB")
    #expect(PageNumber.coordinate(1234.5) == "1234.5")
    #expect(PageNumber.coordinate(12) == "12")
  }

  @Test func roundsAreWrittenAsRanges() {
    #expect(RoundRanges.text([]) == "")
    #expect(RoundRanges.text([3, 17, 18, 19, 21]) == "3, 17 to 19, 21")
    #expect(RoundRanges.text([1, 3, 5, 6, 9], limit: 2) == "1, 3 and 3 more")
  }

  @Test(arguments: [
    (12, 3, 1, [12]), (40, 60, 1, [40]), (60, 3, 1, [30, 30]), (100, 20, 1, [34, 34, 32]),
    (100, 60, 5, [20]), (1000, 60, 25, [40]), (100_000, 60, 2500, [40]),
  ])
  func columnsFitAPage(_ rounds: Int, _ hospitals: Int, _ band: Int, _ widths: [Int]) {
    let columns = GridColumns(rounds: rounds, hospitals: hospitals)
    #expect(columns.band == band)
    #expect(columns.grids.map(\.count) == widths)
    #expect(columns.grids.joined().flatMap { Array($0) } == Array(0..<rounds))
  }

  @Test(arguments: [0, 0.3, 0.999, 1, 6.7, 8.4, 100, 12_345.6])
  func axesHaveAFewRoundNumbers(_ value: Double) {
    let axis = ValueAxis(upTo: value)
    #expect((2...6).contains(axis.ticks.count), "\(axis.ticks)")
    #expect(axis.ticks.first == 0 && axis.ticks.allSatisfy { $0 <= axis.top })
  }

  @Test(arguments: [1...2, 1...12, 1...33, 7...60, 1...1000, 5...100_000])
  func roundsOnAnAxisAreApart(_ rounds: ClosedRange<Int>) {
    let ticks = RoundTicks.ticks(rounds)
    #expect((2...13).contains(ticks.count) && ticks.first == rounds.lowerBound)
    #expect(ticks == Array(Set(ticks)).sorted() && ticks.allSatisfy(rounds.contains))
  }
}
