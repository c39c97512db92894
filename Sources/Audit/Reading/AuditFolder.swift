import Artifacts
import SharedFolder

/// Reads signed files for an audit: there and valid, there and wrong, or not there.
struct AuditFolder: Sendable {
  let folder: any Folder

  /// What became of a signed file.
  enum Found<Content: Codable & Hashable & Sendable>: Sendable {
    /// Neither part is here.
    case absent
    /// Something is here and does not pass.
    case rejected(Rejection)
    /// Here and verified.
    case valid(Verified<Content>)

    /// The verified file, if it is one.
    var value: Verified<Content>? { if case .valid(let value) = self { value } else { nil } }
  }

  /// The names in a directory below the root; none if it does not exist.
  func list(_ directory: String) -> [String] { ((try? folder.list(directory)) ?? []).sorted() }

  /// Reads and verifies one signed file.
  func read<Content>(
    _ place: Place, _ verify: (UnverifiedFile) throws(Rejection) -> Verified<Content>
  ) -> Found<Content> {
    let names: Set<String>
    do throws(FolderError) {
      names = try Set(folder.list(place.directory))
    } catch {
      // What may not be listed is not absent: it is not known what is there.
      guard error.code == .notReady else { return .absent }
      return .rejected(
        Rejection(.missing, file: place.json, error.message, remedy: error.remedy))
    }
    let json = place.slot.name + ".json"
    switch (names.contains(json), names.contains(json + ".minisig")) {
    case (false, false): return .absent
    case (false, true):
      return .rejected(
        Rejection(.missing, file: place.json, "its signature is here, the file itself is not"))
    case (true, false):
      return .rejected(Rejection(.missing, file: place.signature, "is not here yet"))
    case (true, true): break
    }
    let file: UnverifiedFile
    do {
      file = UnverifiedFile(
        place: place, bytes: try bytes(place.json, limit: CanonicalJSON.sizeLimit),
        signature: try bytes(place.signature, limit: 4096))
    } catch {
      return .rejected(error)
    }
    do {
      return .valid(try verify(file))
    } catch {
      return .rejected(CutShort.rejection(of: file, error) ?? error)
    }
  }

  /// The bytes of a file; a failure names the file.
  func bytes(_ path: String, limit: Int) throws(Rejection) -> [UInt8] {
    do {
      return try folder.read(path, limit: limit)
    } catch {
      switch error.code {
      case .missing: throw Rejection(.missing, file: path, error.message, remedy: error.remedy)
      // Still growing, or not readable for this account: nothing is known of what it holds.
      case .notReady: throw Rejection(.missing, file: path, error.message, remedy: error.remedy)
      default: throw Rejection(.payload, file: path, error.message, remedy: error.remedy)
      }
    }
  }
}

extension Finding {
  /// The finding that a rejection is: `wait` where the file may still be on its way.
  init(_ rejection: Rejection, _ code: CheckCode, round: Int?) {
    // What is complete and wrong does not mend itself, whatever a node would wait for.
    let isAltered = rejection.code == .payload || rejection.code == .canonical
    self.init(
      rejection.code == .missing ? .wait : .fail, code, round: round, rejection.message,
      file: rejection.file,
      next: isAltered
        ? "keep the folder, tell the consortium: this is not what its writer signed"
        : rejection.remedy)
  }
}
