import Foundation
import Images

/// Decodes the files of a listing on all cores.
struct ImageDecoding {
  let listing: ImageListing
  let progress: ((_ done: Int, _ of: Int) -> Void)?

  /// Files decoded between two reports of progress.
  private static let batch = 256

  /// Calls `body` with the place and the image of every file that decodes, several at a time.
  ///
  /// - Returns: The error of each file, nil for those that decode.
  /// - Throws: `.badData` if more than one file in twenty does not decode.
  func forEach(
    _ body: @escaping @Sendable (_ index: Int, _ image: GreyImage) -> Void
  ) throws(DataError) -> [ImageError?] {
    let errors = attempt { body($0, $1.grey) }
    try check(errors)
    return errors
  }

  /// The same for whoever has to know how the files are stored, however many do not decode.
  func attempt(
    _ body: @escaping @Sendable (_ index: Int, _ image: StoredImage) -> Void
  ) -> [ImageError?] {
    let files = listing.files
    let root = listing.root
    var errors = [ImageError?](repeating: nil, count: files.count)
    errors.withUnsafeMutableBufferPointer { buffer in
      // Every file has its own slot, so the threads never meet.
      nonisolated(unsafe) let slots = buffer
      for start in stride(from: 0, to: files.count, by: Self.batch) {
        let count = min(Self.batch, files.count - start)
        DispatchQueue.concurrentPerform(iterations: count) { offset in
          let index = start + offset
          do throws(ImageError) {
            body(index, try StoredImage.load("\(root)/\(files[index].path)"))
          } catch {
            slots[index] = error
          }
        }
        progress?(start + count, files.count)
      }
    }
    return errors
  }

  /// The files that did not decode, by name.
  func skipped(_ errors: [ImageError?]) -> [LoadReport.Skipped] {
    zip(listing.files, errors).compactMap { file, error in
      error.map { LoadReport.Skipped(name: file.path, reason: $0.message) }
    }
  }

  private func check(_ errors: [ImageError?]) throws(DataError) {
    let skipped = skipped(errors)
    guard !LoadReport.tolerates(skipped: skipped.count, of: errors.count) else { return }
    let first = skipped.prefix(3).map(\.reason).joined(separator: "; ")
    throw DataError(
      .badData,
      "\(skipped.count) of \(errors.count) images do not decode, more than 5 %: \(first)",
      remedy: "repair or remove them; a whole folder of damaged files is no accident")
  }
}
