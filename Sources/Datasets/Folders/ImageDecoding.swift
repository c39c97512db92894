import Foundation
import Images

/// Decodes files on all cores.
struct ImageDecoding {
  let root: String
  /// Relative to the root.
  let paths: [String]
  var progress: ((_ done: Int, _ of: Int) -> Void)?

  /// Files decoded between two reports of progress.
  private static let batch = 256

  /// Calls `body` with the place and the image of every file that decodes, several at a time.
  ///
  /// - Returns: The error of each file, nil for those that decode.
  func forEach(
    _ body: @escaping @Sendable (_ index: Int, _ image: GreyImage) -> Void
  ) -> [ImageError?] {
    attempt { body($0, $1.grey) }
  }

  /// The same for whoever has to know how the files are stored.
  func attempt(
    _ body: @escaping @Sendable (_ index: Int, _ image: StoredImage) -> Void
  ) -> [ImageError?] {
    let (root, paths) = (root, paths)
    var errors = [ImageError?](repeating: nil, count: paths.count)
    errors.withUnsafeMutableBufferPointer { buffer in
      // Every file has its own slot, so the threads never meet.
      nonisolated(unsafe) let slots = buffer
      for start in stride(from: 0, to: paths.count, by: Self.batch) {
        let count = min(Self.batch, paths.count - start)
        DispatchQueue.concurrentPerform(iterations: count) { offset in
          let index = start + offset
          do throws(ImageError) {
            body(index, try StoredImage.load("\(root)/\(paths[index])"))
          } catch {
            slots[index] = error
          }
        }
        progress?(start + count, paths.count)
      }
    }
    return errors
  }

  /// The files that did not decode, by name.
  func skipped(_ errors: [ImageError?]) -> [LoadReport.Skipped] {
    zip(paths, errors).compactMap { path, error in
      error.map { LoadReport.Skipped(name: path, reason: $0.message) }
    }
  }

  /// The files that did not decode, if they are few.
  ///
  /// - Throws: `.badData` if they are more than one in twenty.
  func few(_ errors: [ImageError?]) throws(DataError) -> [LoadReport.Skipped] {
    let skipped = skipped(errors)
    guard !LoadReport.tolerates(skipped: skipped.count, of: errors.count) else { return skipped }
    let first = skipped.prefix(3).map(\.reason).joined(separator: "; ")
    throw DataError(
      .badData,
      "\(skipped.count) of \(errors.count) images do not decode, more than 5 %: \(first)",
      remedy: "repair or remove them; a whole folder of damaged files is no accident")
  }
}
