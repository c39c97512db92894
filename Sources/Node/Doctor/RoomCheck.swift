import Artifacts

/// Whether there is room for the rounds that are left.
struct RoomCheck {
  let sizes: RoundSizes
  /// The last round that is closed; 0 before the first.
  let closed: Int

  /// Judges the share.
  func share(_ free: FreeSpace?) -> DoctorFinding {
    judge(
      "the share", free, next: sizes.shared(after: closed, rounds: 1),
      rest: sizes.shared(after: closed), files: sizes.files(after: closed))
  }

  /// Judges the disk of the private state.
  func state(_ free: FreeSpace?) -> DoctorFinding {
    judge(
      "the disk of the private state", free,
      next: sizes.kept(after: closed, rounds: 1) + sizes.working,
      rest: sizes.kept(after: closed) + sizes.working, files: sizes.files(after: closed))
  }

  private func judge(
    _ what: String, _ free: FreeSpace?, next: Int, rest: Int, files: Int
  ) -> DoctorFinding {
    guard let free else { return .skip(.room, "\(what) does not tell how much room it has") }
    let rounds = max(0, sizes.lastRound - closed)
    let text =
      "\(what) has \(ByteText.of(free.bytes)); the rounds left, \(rounds), take at most "
      + ByteText.of(rest)
    guard rounds > 0 else {
      return .ok(.room, "\(what) has \(ByteText.of(free.bytes)); no round is left")
    }
    if free.bytes < next {
      return .fail(
        .room, .tryLater, text + ", the next one \(ByteText.of(next))",
        next: "free space; the node waits with 75 and loses nothing")
    }
    if free.bytes < rest {
      return .note(
        .room, text,
        next: "make room before about \(free.bytes / max(1, rest / rounds)) more rounds")
    }
    if let left = free.files, left < files {
      return .note(
        .room, "\(what) can hold \(left) more files; the rounds left, \(rounds), make \(files)",
        next: "give it more inodes, or move it")
    }
    return .ok(.room, text + "; quotas are not seen")
  }
}
