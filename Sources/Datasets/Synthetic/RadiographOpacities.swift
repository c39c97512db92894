/// Draws what a finding adds to a chest.
///
/// All three findings add about the same amount of brightness to the lungs, spread over random
/// places, so that neither the mean of a picture nor any fixed set of pixels tells them apart.
/// What does is the local pattern: soft discs, a smooth veil, fine streaks.
struct RadiographOpacities {
  let finding: RadiographFinding
  let anatomy: RadiographAnatomy

  func draw(on canvas: inout RadiographCanvas, using generator: inout SeededGenerator) {
    // The severity has the same distribution for every finding.
    let severity = generator.uniform(0.75, 1.25)
    switch finding {
    case .covid: drawPatches(severity, on: &canvas, using: &generator)
    case .normal: drawVeil(severity, on: &canvas, using: &generator)
    case .viralPneumonia: drawStreaks(severity, on: &canvas, using: &generator)
    }
  }

  /// Soft round patches on both sides, mostly towards the ribs and the base.
  private func drawPatches(
    _ severity: Float, on canvas: inout RadiographCanvas, using generator: inout SeededGenerator
  ) {
    for side in [Float(-1), 1] {
      for _ in 0..<generator.below(3) + 3 {
        let radius = generator.uniform(0.10, 0.17)
        canvas.addBlob(
          RadiographBlob(
            x: side * (anatomy.lungX + generator.uniform(-0.16, 0.24)),
            y: generator.uniform(-0.45, 0.6), width: radius,
            height: radius * generator.uniform(0.8, 1.25),
            weight: severity * generator.uniform(0.20, 0.36)))
      }
    }
  }

  /// One broad smooth shadow on each side, as of breast or muscle.
  private func drawVeil(
    _ severity: Float, on canvas: inout RadiographCanvas, using generator: inout SeededGenerator
  ) {
    for side in [Float(-1), 1] {
      canvas.addBlob(
        RadiographBlob(
          x: side * (anatomy.lungX + generator.uniform(-0.15, 0.20)),
          y: generator.uniform(-0.35, 0.5), width: generator.uniform(0.38, 0.52),
          height: generator.uniform(0.45, 0.65), weight: severity * generator.uniform(0.08, 0.14)))
    }
  }

  /// Streaks from the root of the lung outward, and a veil over one lobe.
  private func drawStreaks(
    _ severity: Float, on canvas: inout RadiographCanvas, using generator: inout SeededGenerator
  ) {
    let veiled = Float(generator.below(2)) * 2 - 1
    canvas.addBlob(
      RadiographBlob(
        x: veiled * (anatomy.lungX + generator.uniform(-0.12, 0.15)),
        y: generator.uniform(-0.4, 0.5), width: generator.uniform(0.28, 0.4),
        height: generator.uniform(0.3, 0.45), weight: severity * generator.uniform(0.08, 0.14)))
    for side in [Float(-1), 1] {
      for _ in 0..<generator.below(5) + 8 {
        let start = (
          x: side * generator.uniform(0.15, 0.4), y: generator.uniform(-0.45, 0.5)
        )
        let end = (
          x: start.x + side * generator.uniform(0.15, 0.4),
          y: start.y + generator.uniform(-0.3, 0.3)
        )
        canvas.addLine(
          from: start, to: end, width: generator.uniform(0.035, 0.05),
          weight: severity * generator.uniform(0.14, 0.26))
      }
    }
  }
}
