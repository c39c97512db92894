import Foundation
import Testing

@testable import Audit

/// Contrast by WCAG 2.2: what can be read in light and in dark.
@Suite struct PaletteTests {
  @Test(arguments: ["light", "dark"])
  func everyPairHasEnoughContrast(_ name: String) throws {
    let palette = name == "light" ? Palette.light : Palette.dark
    #expect(Palette.pairs.count > 10)
    for pair in Palette.pairs {
      let contrast = try Self.contrast(palette, pair.front, pair.back)
      #expect(contrast >= pair.least, "\(name): \(pair.front) on \(pair.back) is \(contrast)")
    }
  }

  @Test func theFormulaIsThatOfWCAG() throws {
    let palette = Palette(colours: [.ink: "#000000", .paper: "#ffffff", .quiet: "#767676"])
    #expect(abs(try Self.contrast(palette, .ink, .paper) - 21) < 1e-9)
    #expect(abs(try Self.contrast(palette, .quiet, .paper) - 4.54) < 0.01)
  }

  /// The style sheet uses no colour that is not in the palette.
  @Test func noOtherColourIsUsed() {
    let declared = Set(
      [Palette.light, .dark].flatMap(\.colours.values).map { String($0.dropFirst()) })
    let used = PageStyle().text.matches(of: /#([0-9a-fA-F]{3,8})\b/).map { String($0.output.1) }
    #expect(Set(used) == declared)
    let names = PageStyle().text.matches(of: /var\(--([a-z]+)\)/).map { String($0.output.1) }
    #expect(Set(names) == Set(Palette.Role.allCases.map(\.rawValue)))
  }

  private static func contrast(
    _ palette: Palette, _ front: Palette.Role, _ back: Palette.Role
  ) throws -> Double {
    let values = try [front, back].map { role in try luminance(#require(palette.colours[role])) }
      .sorted()
    return (values[1] + 0.05) / (values[0] + 0.05)
  }

  private static func luminance(_ colour: String) throws -> Double {
    let number = try #require(Int(colour.dropFirst(), radix: 16))
    let parts = [16, 8, 0].map { shift -> Double in
      let value = Double(number >> shift & 255) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
}
