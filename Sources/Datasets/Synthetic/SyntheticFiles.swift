import Foundation
import Images

extension SyntheticRadiographs {
  /// Writes images as class folders of PNG files, `CLASS/synthetic-00001.png`, readable by
  /// `ImageFolder` with `classes`.
  ///
  /// - Parameters:
  ///   - path: A folder that does not exist or is empty.
  ///   - count: How many images.
  /// - Throws: `.exists`, `.unwritable`.
  public func write(to path: String, count: Int) throws(DataError) {
    let output = try OutputFolder(path)
    do throws(DataError) {
      for name in Self.classes { try output.makeFolder(name) }
      for (index, label) in labels(count: count).enumerated() {
        guard let finding = RadiographFinding(rawValue: label) else { continue }
        let number = String(index + 1)
        let name = "synthetic-" + String(repeating: "0", count: max(5 - number.count, 0)) + number
        try output.create("\(finding.className)/\(name).png", png(index, finding: finding))
      }
      try output.finish()
    } catch {
      output.discard()
      throw error
    }
  }

  private func png(_ index: Int, finding: RadiographFinding) throws(DataError) -> [UInt8] {
    do throws(ImageError) {
      return try GreyImage(width: side, height: side, pixels: pixels(index, finding: finding))
        .encodePNG()
    } catch {
      throw DataError(.unwritable, error.message, remedy: error.remedy)
    }
  }
}
