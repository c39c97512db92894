import Artifacts

/// What an audit may say of a mutation.
extension FinishedFolder {
  /// Holds what was found against what is expected.
  ///
  /// - Parameter noted: files that are false before anything is done to the folder.
  func judge(
    _ found: TamperFinding, _ mutation: Mutation, withKey: Bool, noted: Set<String>
  ) -> TamperEnd {
    if mutation.expected.allows(found.word) {
      // Who has no key of the author cannot make another statement look wrong.
      if let stray = found.stray.subtracting(noted).min(), !mutation.isOfAuthor,
        found.word == "FAIL"
      {
        return .missed("\(stray) is called wrong: \(found.text)")
      }
      return mutation.expected == .note ? .accepted("no name of the protocol") : .found(found.word)
    }
    if mutation.needsKey, !withKey, found.word == "accepted" { return .skipped }
    if ["accepted", "unnamed"].contains(found.word), found.isHandled {
      return .accepted("noted: evidence convicts its author")
    }
    if found.word == "accepted", let why = excuse(mutation) { return .accepted(why) }
    return .missed("\(found.word), not \(mutation.expected.rawValue): \(found.text)")
  }

  /// Why an audit is right to take a changed folder for verified.
  private func excuse(_ mutation: Mutation) -> String? {
    let file = mutation.file
    if let why = decidesNothing(file) { return why }
    switch mutation.kind {
    case .statementDeleted:
      if hasTwin(file) { return "another copy is here" }
      return isNamed(file) ? nil : "a last statement that nobody refers to"
    case .folderReplaced:
      let lost = files.filter { $0.directory == file.directory }
      return lost.allSatisfy { hasTwin($0) || !isNamed($0) }
        ? "other copies are here of all that anybody refers to" : nil
    case .resealed:
      return isNamed(file) ? nil : "a sealed vector that nobody opened"
    case .version, .field, .number:
      // What else a statement says is judged by itself. Any member may publish a model, also one
      // that has entered again meanwhile, so of its head nobody holds the incarnation to anything.
      let isInformation =
        mutation.kind == .version || ["created", "software"].contains(mutation.detail)
        || file.slot == "model" && mutation.detail.hasPrefix("incarnation")
      return isNamed(file) || !isInformation ? nil : "a last statement that nobody refers to"
    default:
      return nil
    }
  }
}
