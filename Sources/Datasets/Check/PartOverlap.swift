/// What is in more than one of the parts that were given, hospitals and test set for instance.
struct PartOverlap {
  /// One part's examples.
  struct Part {
    let name: String
    /// Equal for equal content; nil where it is not known.
    let contents: [AnyHashable?]
    /// Nil as a whole where the data name no patients.
    let patients: [String?]?
    /// What an example is called in a list.
    let names: [String]
  }

  let parts: [Part]
  /// `image` or `row`.
  let noun: String
  /// Whether equal content is certainly the same example: two patients can have equal rows, but no
  /// two radiographs are equal in every pixel.
  let isCertain: Bool

  /// Nothing if there is one part only.
  var findings: [DataFinding] { parts.count < 2 ? [] : [contents, patients] }

  private var contents: DataFinding {
    var first: [AnyHashable: (part: Int, name: String)] = [:]
    var copies: [String] = []
    for (number, part) in parts.enumerated() {
      for (content, name) in zip(part.contents, part.names) {
        guard let content else { continue }
        guard let other = first[content] else {
          first[content] = (number, name)
          continue
        }
        guard other.part != number else { continue }
        copies.append("\(part.name)/\(name) = \(parts[other.part].name)/\(other.name)")
      }
    }
    let counts = [SharedCount(.text("copies between parts"), copies.count)]
    guard !copies.isEmpty else {
      return DataFinding(.ok, .duplicates, "no \(noun) of one part is in another", counts: counts)
    }
    return DataFinding(
      isCertain ? .fail : .warn, .duplicates,
      "\(Amount(copies.count, noun)) of one part with the same content as one of another",
      files: copies,
      next: "leave each in one part: a model must not be tested on what it was trained on",
      counts: counts)
  }

  private var patients: DataFinding {
    var places: [String: Set<Int>] = [:]
    for (number, part) in parts.enumerated() {
      for patient in part.patients ?? [] {
        if let patient { places[patient, default: []].insert(number) }
      }
    }
    guard !places.isEmpty else {
      return DataFinding(
        .note, .patients, "the parts name no patients: whether one is in several is not known")
    }
    let pairs = places.values.filter { $0.count > 1 }
    let counts = [SharedCount(.text("patients in several parts"), pairs.count)]
    guard !pairs.isEmpty else {
      return DataFinding(.ok, .patients, "no patient is in two parts", counts: counts)
    }
    let groups = Dictionary(grouping: pairs) { $0.sorted().map { parts[$0].name } }
    let lines = groups.map {
      "\($0.key.joined(separator: ", ")): \(Amount($0.value.count, "patient"))"
    }
    return DataFinding(
      .fail, .patients, "\(Amount(pairs.count, "patient")) in more than one part",
      files: lines.sorted(),
      next: "leave all \(noun)s of a patient in one part ('decaph-node split')",
      counts: counts)
  }
}
