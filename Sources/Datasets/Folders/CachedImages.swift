/// Decoded images of one side, in the form in which they are cached.
struct CachedImages {
  /// Everything but the values.
  struct Index: Codable {
    /// Empty where there are marks.
    var labels: [Int]
    var marks: [UInt8]?
    var ids: [String]
    var groups: [String?]?
    var unnamed: [LoadReport.Unnamed]
    var skipped: [LoadReport.Skipped]
  }

  var index: Index
  /// `ids.count * side * side` values in [0, 1].
  var values: [Float]

  init(index: Index, values: [Float]) {
    self.index = index
    self.values = values
  }

  /// Decodes every file of a listing.
  init(
    decoding listing: ImageListing, side: Int, progress: ((Int, Int) -> Void)?
  ) throws(DataError) {
    let patients = try PatientIndex(root: listing.root)
    let paths = listing.files.map(\.path)
    let decoding = ImageDecoding(root: listing.root, paths: paths, progress: progress)
    let size = side * side
    let count = listing.files.count

    let slots = UnsafeMutablePointer<Float>.allocate(capacity: max(count * size, 1))
    defer { slots.deallocate() }
    nonisolated(unsafe) let target = slots
    let errors = decoding.forEach { index, image in
      let values = image.areaAveraged(to: side)
      (target + index * size).initialize(from: values, count: size)
    }
    let skipped = try decoding.few(errors)

    let kept = errors.indices.filter { errors[$0] == nil }
    values = [Float](unsafeUninitializedCapacity: kept.count * size) { buffer, filled in
      for (place, file) in kept.enumerated() {
        (buffer.baseAddress! + place * size).initialize(from: slots + file * size, count: size)
      }
      filled = kept.count * size
    }
    let files = kept.map { listing.files[$0] }
    let owners = patients?.patients(of: paths)
    let ids = files.map(\.path)
    let used = Set(ids)
    let marks = files.compactMap(\.marks)
    let isMultiLabel = listing.files.first?.marks != nil
    index = Index(
      labels: isMultiLabel ? [] : files.map(\.label),
      marks: isMultiLabel ? marks.flatMap(\.self) : nil, ids: ids,
      groups: owners.map { owners in kept.map { owners[$0] } },
      unnamed: patients?.unnamed(among: paths).filter { used.contains($0.name) } ?? [],
      skipped: skipped)
  }

  /// The data set and the report.
  func loaded(
    _ specification: ImageSpecification, notes: [String], fromCache: Bool
  ) -> LoadedData {
    let dataset = Dataset(
      shape: specification.shape, examples: values, labels: index.labels,
      marks: index.marks, classes: specification.classes, ids: index.ids, groups: index.groups)
    let report = LoadReport(
      classes: specification.classes, counts: dataset.classCounts, skipped: index.skipped,
      unnamed: index.unnamed, notes: notes, fromCache: fromCache)
    return LoadedData(dataset: dataset, report: report)
  }
}
