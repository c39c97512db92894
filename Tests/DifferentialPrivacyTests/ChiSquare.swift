/// Pearson's chi-square statistic against known probabilities or independence.
struct ChiSquare {
  let statistic: Double
  let degreesOfFreedom: Int

  /// Observed counts against expected ones, both of the same total.
  init(observed: [Double], expected: [Double]) {
    statistic = zip(observed, expected).reduce(0) {
      $0 + ($1.0 - $1.1) * ($1.0 - $1.1) / $1.1
    }
    degreesOfFreedom = observed.count - 1
  }

  /// A table of counts against independence of its rows and columns.
  init(table: [[Double]]) {
    let total = table.joined().reduce(0, +)
    let columns = table[0].indices.map { column in table.reduce(0) { $0 + $1[column] } }
    var sum = 0.0
    for row in table {
      let rowTotal = row.reduce(0, +)
      for (count, column) in zip(row, columns) {
        let expected = rowTotal * column / total
        sum += (count - expected) * (count - expected) / expected
      }
    }
    statistic = sum
    degreesOfFreedom = (table.count - 1) * (columns.count - 1)
  }

  /// Whether the statistic is below mean + 4 standard deviations: chance alone passes, with a
  /// probability of about 0.999.
  var isPlausible: Bool {
    let freedom = Double(degreesOfFreedom)
    return statistic < freedom + 4 * (2 * freedom).squareRoot()
  }
}
