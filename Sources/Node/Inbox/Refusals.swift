import Artifacts
import Rounds
import SharedFolder
import Sodium

/// Why files of a round were not taken, so that none is verified again before something changes.
final class Refusals {
  /// Why a file that lies there is not taken, since the last look began; by path.
  private(set) var aside: [String: Rejection] = [:]
  private var refused: [String: Refusal] = [:]

  /// Begins a look.
  func forgetAside() { aside = [:] }

  /// Runs one check; a rejection sets the file aside, a failing disk does so with its reason.
  ///
  /// What was refused is not verified again until the file, or what it is judged by, is another.
  ///
  /// - Parameter held: how many other files and changes of keys are held, on which the check may depend.
  /// - Throws: only a `NodeError`, which concerns the whole node.
  func attempt(
    _ file: UnverifiedFile, at path: String, held: Int, _ check: () throws -> Void
  ) throws {
    let state = Refusal.State(digest: file.fingerprint, held: held)
    if let refusal = refused[path], refusal.state == state {
      aside[refusal.rejection.file] = refusal.rejection
      return
    }
    do {
      try check()
      refused[path] = nil
    } catch let rejection as Rejection {
      aside[rejection.file] = rejection
      // What is on its way comes without any change of the statement.
      let isFinal = rejection.code != .missing && rejection.code != .payload
      if isFinal { refused[path] = Refusal(state: state, rejection: rejection) }
    } catch let error as NodeError {
      throw error
    } catch {
      aside[path] = Rejection(.missing, file: path, NodeError(wrapping: error).message)
    }
  }

  /// A file that did not pass, and what it was judged by.
  private struct Refusal {
    struct State: Equatable {
      let digest: Digest
      let held: Int
    }

    let state: State
    let rejection: Rejection
  }
}
