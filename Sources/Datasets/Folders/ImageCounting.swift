extension ImageFolder {
  /// Counts the images of each of the plan's classes, or with each of its labels, by the names of
  /// the files; opens none.
  ///
  /// - Returns: the number of images, and per class in the order of the specification.
  /// - Throws: `.missing` if no class folder or no image is found, `.badData`, `.badSpecification`.
  public func count(
    _ specification: ImageSpecification
  ) throws(DataError) -> (images: Int, classes: [Int]) {
    let files = try listing(specification).files
    var classes = [Int](repeating: 0, count: specification.classes.count)
    for file in files {
      if let marks = file.marks {
        for (label, mark) in marks.enumerated() { classes[label] += Int(mark) }
      } else {
        classes[file.label] += 1
      }
    }
    return (files.count, classes)
  }

  /// Finds the files that a specification means.
  func listing(_ specification: ImageSpecification) throws(DataError) -> ImageListing {
    try specification.validate()
    return specification.labels == .columns
      ? try listing(findingsOf: specification.classes)
      : try listing(classes: specification.classes)
  }
}
