extension ImageFolder {
  /// Reads the images of the plan's classes: grey, averaged to the plan's side, in [0, 1].
  ///
  /// A class without a folder is a note in the report: a hospital may have none of it. A file
  /// that does not decode is named, counted and skipped.
  ///
  /// - Parameters:
  ///   - specification: Classes and side.
  ///   - cache: A file in the hospital's private state. If it was made from exactly these files,
  ///     nothing is decoded; otherwise it is made anew. Failing to write it is a note.
  ///   - progress: Told now and then how many of how many files are decoded.
  /// - Throws: `.missing` if no class folder or no image is found, `.badData` if more than one
  ///   file in twenty does not decode, `.badSpecification`.
  public func load(
    _ specification: ImageSpecification, cache: String? = nil,
    progress: ((_ done: Int, _ of: Int) -> Void)? = nil
  ) throws(DataError) -> LoadedData {
    let listing = try listing(specification)
    let file = cache.map { ImageCache(path: $0, listing: listing, side: specification.side) }
    if let images = file?.load() {
      return images.loaded(specification, notes: listing.notes, fromCache: true)
    }
    let images = try CachedImages(decoding: listing, side: specification.side, progress: progress)
    var notes = listing.notes
    do throws(DataError) {
      try file?.store(images)
    } catch {
      notes.append("the cache was not written, so the next start decodes again: \(error.message)")
    }
    return images.loaded(specification, notes: notes, fromCache: false)
  }
}
