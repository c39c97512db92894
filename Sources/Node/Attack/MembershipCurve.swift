import Foundation

/// The receiver operating characteristic of an attack: for every threshold the share of members and
/// of others that it takes for members.
struct MembershipCurve {
  /// Corners, from (0, 0) to (1, 1), both rates rising.
  let points: [Point]

  /// The rates at one threshold.
  struct Point: Codable, Hashable, Sendable {
    /// The share of non-members taken for members.
    let falsePositive: Double
    /// The share of members found.
    let truePositive: Double
  }

  /// - Parameters:
  ///   - scores: a larger one means member.
  ///   - isMember: the truth, as many; at least one of both.
  init(scores: [Double], isMember: [Bool]) {
    let order = scores.indices.sorted { scores[$0] > scores[$1] }
    let members = Double(isMember.count { $0 })
    let others = Double(isMember.count) - members
    var points = [Point(falsePositive: 0, truePositive: 0)]
    var (found, wrong, place) = (0.0, 0.0, 0)
    while place < order.count {
      // Equal scores have one threshold.
      let score = scores[order[place]]
      while place < order.count, scores[order[place]] == score {
        if isMember[order[place]] { found += 1 } else { wrong += 1 }
        place += 1
      }
      points.append(Point(falsePositive: wrong / others, truePositive: found / members))
    }
    self.points = points
  }

  /// The area under the curve: 0.5 for guessing.
  var area: Double {
    zip(points, points.dropFirst()).reduce(0) { area, ends in
      area + (ends.1.falsePositive - ends.0.falsePositive)
        * (ends.0.truePositive + ends.1.truePositive) / 2
    }
  }

  /// The most members that are found with at most a share of false alarms.
  func truePositive(at falsePositive: Double) -> Double {
    points.last { $0.falsePositive <= falsePositive }?.truePositive ?? 0
  }

  /// A few hundred points, evenly on a logarithmic axis, for drawing.
  var drawn: [Point] {
    let rates = (-200...0).map { pow(10, Double($0) / 50) }
    return rates.map { Point(falsePositive: $0, truePositive: truePositive(at: $0)) }
  }
}
