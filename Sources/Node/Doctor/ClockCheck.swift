import Artifacts

/// Between which bounds others' clocks differ from this one, and how long their files take.
///
/// What a hospital signed cannot have come here before it was signed: that bounds its clock from
/// above. It cannot have acted on a file of ours before we signed that: that bounds it from below.
/// Between the two it is not known. The protocol never compares clocks.
struct ClockCheck {
  /// Others' statements.
  let others: [SeenStatement]
  /// This hospital's own, whose time is by this machine's clock.
  let own: [SeenStatement]
  /// Seconds by which the file system's clock is ahead.
  let clockAhead: Double

  /// Seconds by which a clock may differ before it is worth a note: as Kerberos has it.
  private static let tolerated = 300.0
  /// Seconds that a file may take before it is worth a note.
  private static let slow = 600.0

  private static let nobody = "no statement of another hospital is here"

  /// The findings on clocks and on delay.
  var findings: [DoctorFinding] { [clock, delay] }

  /// Seconds by which a hospital's clock is at least, and at most, ahead of this one.
  ///
  /// Signed times are whole seconds, rounded down.
  func bounds(of member: MemberID) -> (least: Double?, most: Double?) {
    let theirs = others.filter { $0.member == member }
    let signed = Dictionary(own.map { ($0.digest, $0.created) }) { first, _ in first }
    let least = theirs.map { $0.created - $0.changed }.max()
    let most = theirs.flatMap { statement in
      statement.sees.compactMap { signed[$0] }.map { statement.created + 1 - $0 }
    }.min()
    return (least, most)
  }

  private var members: [MemberID] { Set(others.map(\.member)).sorted() }

  private var clock: DoctorFinding {
    guard abs(clockAhead) < Self.tolerated else {
      return .note(
        .clock,
        "the share's own clock is \(Self.seconds(abs(clockAhead))) "
          + (clockAhead > 0 ? "ahead of" : "behind") + " this machine's",
        next: "set the clocks of this machine and of the file server by NTP (chrony)")
    }
    guard !members.isEmpty else { return .skip(.clock, Self.nobody) }
    let wrong = members.filter { member in
      let (least, most) = bounds(of: member)
      return least ?? 0 > Self.tolerated || most ?? 0 < -Self.tolerated
    }
    let text = "by its clock " + (wrong.isEmpty ? members : wrong).map(text).joined(separator: ", ")
    guard wrong.isEmpty else {
      return .note(
        .clock, text,
        next: "set the clocks by NTP (chrony), here and there; rounds go on, but ages in 'status' "
          + "and times in logs mislead")
    }
    return .ok(.clock, text)
  }

  private func text(_ member: MemberID) -> String {
    switch bounds(of: member) {
    case (let least?, let most?) where least > 0 || most < 0:
      return most < 0
        ? "\(member) is at least \(Self.seconds(-most)) behind"
        : "\(member) is at least \(Self.seconds(least)) ahead"
    case (let least?, let most?):
      return "\(member) is at most \(Self.seconds(-least)) behind or \(Self.seconds(most)) ahead"
    case (let least?, nil):
      return least > 0
        ? "\(member) is at least \(Self.seconds(least)) ahead"
        : "\(member) is at most \(Self.seconds(-least)) behind"
    case (nil, _): return "\(member) has said nothing"
    }
  }

  private var delay: DoctorFinding {
    guard !members.isEmpty else { return .skip(.delay, Self.nobody) }
    let delays = members.map { member in
      (member, Self.median(others.filter { $0.member == member }.map { $0.changed - $0.created }))
    }
    let text = delays.map { member, delay in
      "\(member) \(delay < 1 ? "below 1 s" : Self.seconds(delay))"
    }.joined(separator: ", ")
    let what =
      "\(text) from signing to being here (estimated; differences of clocks are in it)"
    guard let slowest = delays.map(\.1).max(), slowest > Self.slow else { return .ok(.delay, what) }
    return .note(
      .delay, what,
      next: "a round waits twice for the share: look at how often the transport runs (cron, "
        + "rescanIntervalS, fsWatcherDelayS)")
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return max(0, sorted[sorted.count / 2])
  }

  private static func seconds(_ seconds: Double) -> String { WaitingTime.text(max(0, seconds)) }
}
