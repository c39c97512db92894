import Artifacts
import SharedFolder

/// What the doctor finds of a hospital's private side.
final class DoctorState {
  let location: StateLocation
  private let directory: String
  private let opened: Result<Hospital, any Error>?

  /// Opens the state for reading, if there is one.
  init(location: StateLocation, directory: String) {
    (self.location, self.directory) = (location, directory)
    // Where it may not be read, looking says why.
    let isThere = (try? location.exists()) ?? true
    opened = isThere ? Result { try Hospital.look(location) } : nil
  }

  var member: MemberID { location.member }

  /// The hospital, where its state can be read.
  var hospital: Hospital? { try? opened?.get() }

  /// Looks at the state, and at the own folder's relation to it.
  ///
  /// - Parameter folder: the share; `nil` where it is not there.
  func findings(_ folder: DirectoryFolder?) -> [DoctorFinding] {
    let check = StateCheck(location: location, hasJoined: hasJoined(folder))
    let state = check.judge(check.facts())
    guard opened != nil else { return [state] }
    guard let hospital else {
      var found = [state]
      // Where the permissions are too open, that is said already.
      if state.word != .fail, case .failure(let error)? = opened {
        found = [.fail(.state, error)]
      }
      let others: [DoctorCheck] = [.process, .identity, .data]
      return found + others.map { .skip($0, "the state cannot be read") }
    }
    var found = [state]
    if let folder {
      let identity = IdentityCheck(location: location, folder: folder)
      // The node may have moved on between two reads: a fault counts only if it stays.
      let first = identity.identity(hospital)
      let again = first.word == .fail ? (try? Hospital.look(location)) : nil
      found += [identity.process(), again.map(identity.identity) ?? first]
    }
    return found + [
      DataPathCheck(member: member, path: hospital.settings.data, shared: directory).finding
    ]
  }

  /// Whether the own folder shows that the hospital has joined.
  func hasJoined(_ folder: DirectoryFolder?) -> Bool {
    guard hospital == nil else { return true }
    return (try? folder?.list(member.name).contains("consortium")) ?? false
  }
}
