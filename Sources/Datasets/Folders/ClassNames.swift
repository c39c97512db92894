/// When a folder's name means a class of the plan.
///
/// Case, spaces, dashes and underscores do not count: `Viral_Pneumonia` is `Viral Pneumonia`. A
/// few names that mean the same in the public collections match too, after an exact match was
/// looked for: `COVID-19` is `COVID`.
enum ClassNames {
  /// Names of one meaning, each list headed by the one they are reduced to.
  private static let synonyms = [
    ["covid", "covid19", "sarscov2"],
    ["normal", "nofinding", "nofindings", "healthy"],
    ["lungopacity", "lungopacities"],
  ]

  /// Letters and digits in lower case, nothing else.
  static func key(_ name: String) -> String {
    String(name.lowercased().filter { $0.isLetter || $0.isNumber })
  }

  /// The key after synonyms: equal for all names of one meaning.
  static func meaning(_ name: String) -> String {
    let key = key(name)
    return synonyms.first { $0.contains(key) }?[0] ?? key
  }

  /// The class a folder's name stands for, or nil.
  static func index(of folder: String, in classes: [String]) -> Int? {
    let folderKey = key(folder)
    guard !folderKey.isEmpty else { return nil }
    return classes.firstIndex { key($0) == folderKey }
      ?? classes.firstIndex { meaning($0) == meaning(folder) }
  }

  /// Refuses a list of classes in which a folder could mean two.
  static func validate(_ classes: [String]) throws(DataError) {
    guard classes.count >= 2 else {
      throw DataError(
        .badSpecification, "at least two classes are needed",
        remedy: "list the classes that the folders are named after")
    }
    for (index, name) in classes.enumerated() {
      guard !key(name).isEmpty, !name.contains("/") else {
        throw DataError(
          .badSpecification, "class \(index + 1) has no usable name",
          remedy: "name it with letters or digits and without '/'")
      }
      if let other = classes[..<index].first(where: { meaning($0) == meaning(name) }) {
        throw DataError(
          .badSpecification, "classes '\(other)' and '\(name)' mean the same folder",
          remedy: "list one of them")
      }
    }
  }
}
