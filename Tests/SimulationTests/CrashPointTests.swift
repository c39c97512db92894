import Foundation
import Journal
import Testing

@testable import Node

/// A hospital that dies before or after any write to its journal or its folder, in a whole round:
/// started again, it finishes the round with what it had signed.
///
/// Normally it dies before every third write (when it enters again, before every fourth), other ones
/// each time, which leaves what dying after the one before would leave; with
/// `DECAPH_ALL_CRASH_POINTS=1` also after every write, where others lead, and in more pairs and torn
/// lines.
@Suite struct CrashPointTests {
  private static let all = ProcessInfo.processInfo.environment["DECAPH_ALL_CRASH_POINTS"] == "1"
  /// A leader's writes are a follower's and more.
  private static let kinds =
    all ? CrashCourse.Kind.allCases : [.founder, .leader, .cutLeader, .returning]

  @Test(arguments: kinds)
  func aHospitalThatDiesAtAnyWriteGoesOn(_ kind: CrashCourse.Kind) throws {
    let course = try CrashCourse(kind)
    let end = 2 * course.writes
    // Less would be no round: tip, model, secrets, charge, outbox, vault, folder.
    #expect(end > 60)
    let step = Self.all ? 1 : kind == .returning ? 8 : 6
    let first = Int.random(in: 0..<max(1, step / 2)) * 2
    for point in Array(stride(from: first, to: end, by: step)) + [end - 1] {
      let name: Comment = "\(kind), point \(point) of \(end)"
      do {
        let consortium = try course.run(dyingAt: [point])
        #expect(consortium.crashes == 1, name)
        try course.check(consortium, name)
      } catch {
        Issue.record(error, name)
      }
    }
    let quiet = try course.run(dyingAt: [end])
    #expect(quiet.crashes == 0, "a write was not counted")
    try course.check(quiet, "\(kind), no crash")
  }

  /// The next life dies as well, in what a start repeats and repairs.
  @Test(arguments: kinds)
  func aHospitalThatDiesTwiceGoesOn(_ kind: CrashCourse.Kind) throws {
    let course = try CrashCourse(kind)
    let firsts = stride(from: 0, to: 2 * course.writes, by: Self.all ? 1 : 23)
    var second = 0
    for first in firsts {
      let points = [first, first * 3 % 11]
      let name: Comment = "\(kind), points \(points) of \(2 * course.writes)"
      do {
        let consortium = try course.run(dyingAt: points)
        #expect(consortium.crashes >= 1, name)
        second += consortium.crashes - 1
        try course.check(consortium, name)
      } catch {
        Issue.record(error, name)
      }
    }
    // Near its end a round has less left to write than that.
    #expect(second > Array(firsts).count * 3 / 4, "only \(second) second lives were cut short")
  }

  /// A crash in the middle of the only write that is not all or nothing.
  @Test func aTornLineOfTheChargeLogIsNoCharge() throws {
    let course = try CrashCourse(.follower)
    let logs = try (0..<course.writes).map { try course.charges(dyingAt: 2 * $0) }
    let torn = logs.indices.filter { logs[$0].last != 0x0a }
    #expect(torn.count == 1, "the round has one charge")
    let write = try #require(torn.first)
    let (before, after) = (logs[write - 1], logs[write + 1])
    #expect(before.last == 0x0a && after.starts(with: before) && after.count > before.count + 40)
    let lengths = stride(from: before.count, to: after.count, by: Self.all ? 1 : 31)
    for length in Array(lengths) + [after.count - 1, after.count] {
      // Zeros: the size was on the disk, the content was not. After a whole line they are damage.
      for zeros in length < after.count ? [0, 3] : [0] {
        let name: Comment = "\(length) of \(after.count) bytes and \(zeros) zeros"
        do {
          let consortium = try course.run(dyingAt: [2 * write]) { consortium in
            #expect(consortium.crashes == 1)
            try consortium.disks[course.victim].replace(
              Array(after.prefix(length)) + [UInt8](repeating: 0, count: zeros),
              at: StorePath("charges"))
          }
          try course.check(consortium, name)
        } catch {
          Issue.record(error, name)
        }
      }
    }
  }
}
