/// What came of a round: sum, model, charge, and what was published of it.
extension Explanation {
  static let aggregate = Explanation(
    title: "the sum, recomputed with a key",
    checks: "With a key: the masked vectors are opened and added up again, the masks come off, and "
      + "the digest of the sum is the published one.",
    stops: "A leader that publishes another sum than the hospitals' vectors give.",
    fail: "The published sum is not that of the files. Keep the folder, tell the consortium; do "
      + "not use the model of this round or a later one.",
    wait: "A sealed vector or the model before is not here. Wait for the transfer.",
    skip: "Give a member's or an auditor's sealing key with --key. Where the vectors or the model "
      + "before are not kept, as the plan allows, nobody can recompute this any more.")

  static let model = Explanation(
    title: "the model, recomputed with a key bit for bit",
    checks: "The model file belongs to the result; with a key the update is computed again from "
      + "the sum, and the sealed model is that, bit for bit.",
    stops: "A model with a back door, or simply another one than was trained.",
    fail: "Do not use this model. 'decaph-audit recompute' makes the right one from the sealed "
      + "vectors if the rest of the round verifies.",
    wait: "The model file is not here. Wait for the transfer, or ask the round's publisher.",
    skip: "Give a member's or an auditor's sealing key with --key. Where the vectors or the model "
      + "before are not kept, as the plan allows, nobody can recompute this any more.")

  static let ledger = Explanation(
    title: "every charge, and the budget, recomputed",
    checks: "Every round was charged what its plan and its set of hospitals cost, and no hospital "
      + "took part in more than the plan's budget allows.",
    stops: "Spending more privacy than the patients were promised, or hiding it.",
    fail: "The charge is wrong or the budget is exceeded. Stop the consortium and ask every "
      + "hospital for its own ledger; 'decaph-audit ledger' shows each round.",
    wait: "A result in the chain is not here, so the sum is open. Wait for the transfer.",
    skip: "No audited round has a result that passes, so there is nothing to add up.",
    note: "All rounds together cost more than the budget, but no single hospital was in so many.")

  static let release = Explanation(
    title: "what rounds of counts released",
    checks: "With a key: what a census or an evaluation released is shown as the hospitals see it.",
    stops: "Counts that nobody looks at.",
    note: "Nothing to do; it is the number that the plan says is released.")

  static let noise = Explanation(
    title: "rounds that release exact counts",
    checks: "Rounds that release exact counts are named, because the plan says so.",
    stops: "Overlooking that no epsilon covers such a round.",
    note: "Make sure that everybody meant it: exact counts can tell of a single patient.")

  static let outcome = Explanation(
    title: "published outcomes equal the recomputed ones",
    checks: "Every published result, and every commit of the next round, equals the recomputed one "
      + "byte for byte.",
    stops: "A leader that tells the hospitals something else than the files give.",
    fail:
      "The named publisher signed a false outcome. Keep the folder, tell the consortium; honest "
      + "hospitals derived the right one by themselves.",
    wait: "The outcome is not published, or the files do not close the round yet. Wait.")

  static let restart = Explanation(
    title: "restarts are in force and name true keys",
    checks: "A restart was signed by the founder or by more than half of the hospitals, and names "
      + "members with keys that they signed themselves; the rounds that it leaves behind are named.",
    stops: "Rolling a consortium back in secret, or going on with keys of a stranger.",
    fail: "The restart is not valid, or names other keys than a hospital enrolled with. Ask the "
      + "people who signed it; keep the folder.",
    wait: "The result from which it goes on, or an enrolment that it names, is not here. Wait.",
    note: "Rounds that were abandoned, and restarts that are not in force or came too late.")
}
