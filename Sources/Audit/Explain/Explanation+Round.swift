/// How a round went: what it stands on, who led, who was in, what was opened.
extension Explanation {
  static let links = Explanation(
    title: "each round stands on the one before",
    checks: "The round stands on the result before it: the commit that opens it is the one which "
      + "that result names, and the chain of results begins with the genesis that follows from "
      + "manifest, enrolments and approvals.",
    stops: "Slipping in a round, dropping one, or going on from another model than all agreed on.",
    fail: "The named file does not belong to this chain. Its publisher signed it: keep the folder, "
      + "tell the consortium.",
    wait: "A commit or result is not here, so the round hangs in the air. Wait for the transfer.",
    note: "A commit of before a restart; people decided to go on from elsewhere.")

  static let leader = Explanation(
    title: "the leader draw, recomputed; who was skipped",
    checks: "The order of leaders is drawn anew from the hash of the round's commit, which holds "
      + "only what was fixed one round before; whoever was skipped is named.",
    stops: "A hospital choosing itself as leader, or waiting to see who profits.",
    note: "The drawn leader stayed silent and the next in rank published the same bytes. Harmless; "
      + "often means that its node did not run.")

  static let participants = Explanation(
    title: "who was expected, in the sum, out and why",
    checks: "Who was expected, who is in the sum, who is out, and why.",
    stops: "Leaving a hospital out in silence, or counting one that was never there.",
    fail: "A hospital entered again with other keys than it signed. Ask it; keep the folder.",
    wait: "A masked file or an enrolment that the round speaks of is not here, or the round is "
      + "still masking. Wait, or ask the named hospital.",
    note: "Who leaves after this round, and who enters again.")

  static let dealings = Explanation(
    title: "commitments, boxes and pair seeds of masked files",
    checks: "Every masked file carries the right number of commitments and boxes for the roster, "
      + "is bound to the result before (K), and both hospitals of a pair name the same seed.",
    stops: "Dealing shares that cannot open, or masks that do not cancel: garbage in the sum, or "
      + "one hospital laid bare.",
    fail: "The named hospital signed an invalid masked file and it is in the sum. Keep the folder, "
      + "tell the consortium.",
    note: "Such a file outside the sum: the hospitals went on without its author.")

  static let payloads = Explanation(
    title: "sealed files have the signed size and digest",
    checks: "Every sealed file has the size and the digest that its statement names, here and "
      + "beside copies.",
    stops: "Exchanging or damaging a sealed vector or model after it was signed for.",
    fail: "The sealed file was altered. Fetch it again from its author; a copy by another hospital "
      + "(relay-) is as good.",
    wait: "The sealed file is not here completely. Wait for the transfer.",
    skip: "The plan lets hospitals remove sealed files after some further rounds, and this one is "
      + "gone. What it held nobody can check any more.",
    note: "A wrong or missing vector that was not opened, so nobody needs it.")

  static let ballots = Explanation(
    title: "votes, certificates, and what each may sign",
    checks: "Votes and cuts follow the rules, nobody unmasked without a quorum's votes for exactly "
      + "this set, nobody signed what its earlier votes forbid (locks L2 to L4), and nobody signed "
      + "two masked files.",
    stops: "Opening two different sums of one round, whose difference shows one hospital.",
    fail: "The named hospital signed what no honest program signs. Keep the folder; let people "
      + "decide whether to go on with it.",
    wait: "A vote or cut on which others stand is not here, or the round is still voting. Wait.")

  static let set = Explanation(
    title: "a quorum opened one and the same set",
    checks: "A quorum of hospitals unmasked for one and the same set of masked files.",
    stops: "A second sum of the same round, or a sum of too few.",
    fail:
      "Two sums can be opened, or another masked file lies here than was opened: more hospitals "
      + "lied than the plan tolerates, or a file was exchanged. Stop the consortium until people "
      + "have looked.",
    note: "A hospital unmasked for another set, which gained no quorum: nothing was opened by it.")

  static let shares = Explanation(
    title: "revealed shares fit their commitments",
    checks: "Every revealed share fits the commitment that its dealer published before.",
    stops: "Spoiling the sum with wrong shares, and blaming somebody else for it.",
    fail: "The named hospital revealed a wrong share. Keep the folder; with a quorum of right ones "
      + "the round is complete without it.",
    wait: "An unmask file is not here, or the round is still unmasking. Wait, or ask its author.")

  static let seeds = Explanation(
    title: "interpolated seeds fit their commitments",
    checks: "The seeds of masks, the leader tickets and the noise that comes off, interpolated "
      + "from the shares, fit their commitments.",
    stops: "Taking off other masks or other noise than were put on.",
    fail: "The shares do not give what was committed. Keep the folder, tell the consortium; the "
      + "round's sum cannot be trusted.")
}
