/// How rounds become columns of a grid that fits a page: each its own, or bands of many.
struct GridColumns: Equatable {
  /// The most columns side by side.
  static let most = 40

  /// How many rounds a column holds.
  let band: Int
  /// The columns of each grid, one grid below the other; each column the positions of its rounds.
  let grids: [[Range<Int>]]

  /// Lays out `count` rounds of so many hospitals.
  ///
  /// Few hospitals may have up to three grids with every round by itself; more would be a wall.
  init(rounds count: Int, hospitals: Int) {
    let single = (count + Self.most - 1) / Self.most
    let isSingle = single <= 1 || single <= 3 && single * hospitals <= 60
    let band = isSingle ? 1 : Self.nice(single)
    self.band = band
    let columns = stride(from: 0, to: count, by: band).map { $0..<min(count, $0 + band) }
    // Grids of nearly equal width.
    let number = max(1, (columns.count + Self.most - 1) / Self.most)
    let width = max(1, (columns.count + number - 1) / number)
    grids = stride(from: 0, to: columns.count, by: width).map {
      Array(columns[$0..<min(columns.count, $0 + width)])
    }
  }

  /// The next of 2, 5, 10, 20, 25, 50, 100 ...
  private static func nice(_ value: Int) -> Int {
    var scale = 1
    while true {
      for step in [2, 5, 10, 20, 25, 50] where step * scale >= value { return step * scale }
      scale *= 100
    }
  }
}
