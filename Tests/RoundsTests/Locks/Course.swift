import Artifacts

/// Which choices the ballots of a round lead to, up to names: how the choices that may be certified
/// in the ballots coincide with one another and with everybody.
///
/// **Why one choice for each ballot is enough, and one other.** Take any behaviour. In each ballot
/// let c be the choice that is unmasked in it, if one is, and let all other votes of the ballot be
/// for one choice J instead: that only adds to what supports J. Were there two that are unmasked in
/// one ballot, c and J would be; the search shows that this never happens. So nothing but the
/// choices c is unmasked, and the search has it all. In the longest courses J is left to ballot 1,
/// where it lets a member vote later on; afterwards to stay silent allows as much. Of ballot 0
/// likewise: two versions of the liars' files stand for all.
struct Course: Sendable, CustomStringConvertible {
  /// All honest members, with two versions of the liars' files: choices 0 and 1.
  static let everybody = [0, 1]

  /// The kinds of choices from 2 on.
  let kinds: [Choice.Kind]
  /// The choice of each ballot from 1 on.
  let ballots: [Int]

  /// The number of the choice J.
  var other: Int { 2 + kinds.count }

  /// What honest members may be led to vote for in each ballot from 1 on.
  var votes: [[Int]] {
    ballots.enumerated().map { $0 == 0 || ballots.count < 3 ? [$1, other] : [$1] }
  }

  var description: String { "\(ballots)\(kinds.map(\.rawValue))" }

  /// The choices when the named ones hold certain honest members, given as bits.
  func options(_ honest: [Int], everybody: Int) -> [Stage.Option] {
    var options: [Stage.Option] = [0, 1].map {
      Stage.Option(kind: .open, honest: everybody, version: $0)
    }
    for (index, kind) in kinds.enumerated() {
      options.append(Stage.Option(kind: kind, honest: honest[index], version: 2 + index))
    }
    options.append(Stage.Option(kind: .open, honest: everybody, version: 9))
    return options
  }

  /// All courses of some ballots up to names. Nothing tells the two of everybody apart before one
  /// of them has been used.
  static func all(ballots: Int) -> [Course] {
    var courses = [Course(kinds: [], ballots: [])]
    for _ in 0..<ballots {
      courses = courses.flatMap { course in
        let known = Set(course.ballots)
        let old = (0..<course.other).filter { $0 > 1 || $0 == 0 || known.contains(0) }
        let again = old.map { Course(kinds: course.kinds, ballots: course.ballots + [$0]) }
        // Nobody votes void in ballot 1.
        let kinds: [Choice.Kind] = course.ballots.isEmpty ? [.open] : [.open, .void]
        let new = kinds.map {
          Course(kinds: course.kinds + [$0], ballots: course.ballots + [course.other])
        }
        return again + new
      }
    }
    return courses
  }
}
