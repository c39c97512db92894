import LinearAlgebra

extension Workspace {
  /// Forgets what a record that was never closed has left.
  func startRecord() {
    realSums.pointer.update(repeating: 0, count: realSums.count)
    isRecordFinite = true
  }

  /// Clips and truncates the gradient of a whole record into ``sums`` and starts the next.
  ///
  /// The norm is that of the very numbers that are truncated, so the bound of ``Clipping`` holds
  /// however they came about. A sum that is infinite or not a number counts as zero.
  func closeRecord(_ clipping: Clipping) {
    let squares = SquaredNorm.of(realSums.pointer, count: realSums.count)
    let isFinite = squares.isFinite && isRecordFinite
    let scale = isFinite ? clipping.scale(squaredNorm: squares) : 0
    if !isFinite {
      nonFinite += 1
    } else if scale > 0 {
      TruncatedSum.add(realSums.pointer, count: realSums.count, scale: scale, to: sums.pointer)
    }
    effort.records += 1
    startRecord()
  }
}
