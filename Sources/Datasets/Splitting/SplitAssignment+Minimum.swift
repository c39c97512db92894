extension SplitAssignment {
  /// Moves units to a hospital that large units left below the minimum, the smallest first.
  mutating func fill(_ label: Int, at hospital: Int) throws(DataError) {
    let minimum = options.minimumPerClass
    while held[hospital][label] < minimum {
      let movable = units.indices.filter { unit in
        let giver = parts[unit]
        guard giver < options.hospitals, giver != hospital, units[unit].counts[label] > 0 else {
          return false
        }
        return classes.indices.allSatisfy {
          units[unit].counts[$0] == 0 || held[giver][$0] - units[unit].counts[$0] >= minimum
        }
      }
      guard let unit = movable.min(by: { units[$0].members.count < units[$1].members.count }) else {
        throw tooFew(label, "images of one patient and exact copies stay together, and so")
      }
      give(unit, to: hospital)
    }
  }
}
