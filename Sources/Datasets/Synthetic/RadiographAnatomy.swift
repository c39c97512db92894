/// A chest without a finding: lungs, heart, spine, ribs, collar bones, vessels, all of random
/// proportion.
struct RadiographAnatomy {
  let lungWidth: Float
  let lungHeight: Float
  let lungX: Float
  let lungDepth: Float
  let heartWidth: Float
  let heartHeight: Float
  let heartX: Float
  let ribSpacing: Float
  let ribPhase: Float
  let ribSlope: Float
  let ribWeight: Float
  let diaphragm: Float

  init(using generator: inout SeededGenerator) {
    lungWidth = generator.uniform(0.32, 0.40)
    lungHeight = generator.uniform(0.68, 0.82)
    lungX = generator.uniform(0.42, 0.48)
    lungDepth = generator.uniform(0.34, 0.44)
    heartWidth = generator.uniform(0.26, 0.38)
    heartHeight = generator.uniform(0.26, 0.36)
    heartX = generator.uniform(0.06, 0.18)
    ribSpacing = generator.uniform(0.20, 0.26)
    ribPhase = generator.uniform(0, 1)
    ribSlope = generator.uniform(0.15, 0.45)
    ribWeight = generator.uniform(0.03, 0.07)
    diaphragm = generator.uniform(0.62, 0.78)
  }

  /// 1 deep inside a lung, falling to 0 at its border.
  @inline(__always)
  func lung(_ x: Float, _ y: Float) -> Float {
    let dx = ((x < 0 ? -x : x) - lungX) / lungWidth
    let dy = (y + 0.05) / lungHeight
    // The fourth power gives the flat sides that an ellipse lacks.
    let distance = dx * dx + dy * dy * dy * dy
    return min(max((1 - distance) * 2.5, 0), 1)
  }

  /// Draws everything.
  func draw(on canvas: inout RadiographCanvas, using generator: inout SeededGenerator) {
    let heart = RadiographBlob(
      x: heartX, y: 0.32, width: heartWidth * 1.3, height: heartHeight * 1.3, weight: 0.30)
    canvas.apply { x, y, _ in
      let across = x < 0 ? -x : x
      let body = min(max((1.02 - across + 0.12 * y) * 6, 0), 1)
      var value = 0.10 + 0.50 * body - lungDepth * lung(x, y)
      value += 0.16 * RadiographCanvas.bump(x * x / 0.05)
      // Below the diaphragm, a dome on each side, the lung gives way to the abdomen.
      let dome = diaphragm + 0.5 * (across - lungX) * (across - lungX)
      value += 0.25 * min(max((y - dome) * 8, 0), 1) * body
      // Ribs: parallel arcs, brighter over the lung where they are seen best.
      let phase = (y + ribSlope * across * across) / ribSpacing + ribPhase
      let offset = (phase - phase.rounded(.down) - 0.5) * 3
      value += ribWeight * RadiographCanvas.bump(offset * offset) * body
      return value
    }
    canvas.addBlob(heart)
    for sign in [Float(-1), 1] {
      let height = generator.uniform(-0.78, -0.66)
      canvas.addLine(
        from: (sign * 0.08, height + 0.12), to: (sign * 0.85, height), width: 0.07, weight: 0.12)
      drawVessels(sign: sign, on: &canvas, using: &generator)
    }
  }

  /// A few faint vessels leave the root of every lung, healthy or not.
  private func drawVessels(
    sign: Float, on canvas: inout RadiographCanvas, using generator: inout SeededGenerator
  ) {
    for _ in 0..<generator.below(4) + 3 {
      let start = (x: sign * 0.18, y: generator.uniform(-0.12, 0.15))
      let end = (
        x: sign * generator.uniform(0.35, 0.6), y: start.y + generator.uniform(-0.35, 0.4)
      )
      canvas.addLine(
        from: start, to: end, width: generator.uniform(0.05, 0.09),
        weight: generator.uniform(0.03, 0.08))
    }
  }
}
