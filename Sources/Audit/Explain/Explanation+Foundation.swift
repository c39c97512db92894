/// Who the consortium is, and what lies in its folder at all.
extension Explanation {
  static let anchor = Explanation(
    title: "one manifest, and it is the expected one",
    checks: "There is one manifest, the founder signed it, and with --session its digest is the "
      + "one that you expect. The plan that hospitals saw when they joined is the manifest's.",
    stops: "Being shown another consortium: other members, other keys, another plan.",
    fail: "Ask a member by telephone for its session and give it with --session. If the manifest "
      + "here is another one, this folder is not the consortium that you trust: stop.",
    wait: "The manifest has not arrived. Check --dir; wait for the transfer, or ask the founder.",
    note: "A second manifest lies here and is not the one you named with --session.")

  static let approvals = Explanation(
    title: "every hospital agreed to exactly this manifest",
    checks: "Every hospital signed its consent to exactly this manifest, and the keys that the "
      + "manifest names are those with which the hospital itself enrolled.",
    stops: "A founder that adds hospitals which never agreed, or puts its own keys in their names.",
    fail: "The named file is not what its hospital signed, or consents to something else. Ask that "
      + "hospital; do not rely on any round until it is settled.",
    wait: "The named approval or enrolment has not arrived. Ask that hospital; nothing can be "
      + "derived before all are here.",
    note: "A hospital has left; the file says under which of its entries and why.")

  static let succession = Explanation(
    title: "it goes on from the consortium that it names",
    checks:
      "With --before: the round from which the plan goes on verifies in that folder, the plan "
      + "starts from its model and counts all its charges, and a quorum of its hospitals goes on "
      + "under keys that they vouch for.",
    stops: "A founder that begins again with an empty account on the same patients, with another "
      + "model, or with keys of its own in the names of hospitals.",
    fail:
      "The manifest says something else of the consortium before than its folder shows. Ask the "
      + "hospitals; do not rely on the account of this consortium until it is settled.",
    wait:
      "The consortium before is not here completely. Give the right folder with --before, or wait "
      + "for the transfer.",
    skip:
      "No folder of the consortium before was named, so this is its hospitals' word: each compared "
      + "it with its own memory before it approved. Give --before to see for yourself.",
    note:
      "A hospital is new, has left, or has other keys, or the plan has changed. Keys that the old "
      + "ones have not signed were compared by telephone, or should have been: ask.")

  static let signatures = Explanation(
    title: "canonical form, signature and place of every file",
    checks: "Every signed file of the round is one line of canonical JSON, its minisign signature "
      + "verifies under the key of the hospital in whose folder it lies, and path, fields and "
      + "trusted comment name the same place.",
    stops: "Forged, altered, moved or renamed files: by the operator of the folder, by the "
      + "transport, by another hospital.",
    fail: "The named file is not what its hospital signed for this place. Keep the folder, fetch "
      + "the file again from that hospital; if it stays, somebody changed it.",
    wait: "One half of a file and its signature is here. Wait for the transfer.",
    note: "A masked file that is not valid lies outside the sum: the round went on without it.")

  static let chains = Explanation(
    title: "nothing was taken out of a hospital's own chain",
    checks: "Each hospital's statements are numbered from 1 without a gap, and each names the "
      + "digest of the one before.",
    stops: "Taking away, exchanging or back-dating a statement; signing two for one position.",
    fail: "Either the hospital signed two versions (a copied or restored state, or a lie) or a "
      + "statement was exchanged. Keep the folder; compare it with another hospital's: "
      + "'decaph-audit compare DIR1 DIR2'.",
    wait: "The named statement is announced by its successor and is not here. Wait for the "
      + "transfer, or ask its author.",
    note: "Evidence convicts the author already, or the gap lies in rounds that a restart "
      + "abandoned.")

  static let heads = Explanation(
    title: "what hospitals saw of each other lies here",
    checks: "When hospitals reveal their shares they name the newest statements that they have "
      + "seen of each other; those are the ones that lie here.",
    stops: "Removing the last statement of a hospital, which no later one of its own would betray; "
      + "showing different hospitals different versions.",
    fail: "A hospital saw another version than you. Compare the folders of both: "
      + "'decaph-audit compare DIR1 DIR2'; keep both.",
    wait: "Somebody saw a statement that is not here. Wait for the transfer; if it stays away, "
      + "the folder's operator withholds it, or its author took it away.",
    note: "As FAIL, of a hospital that evidence convicts already.")

  static let evidence = Explanation(
    title: "proofs of lies hold, and whom they convict",
    checks: "Every evidence file proves what it says: two files that one hospital signed for one "
      + "place, or an outcome that the round's files do not give.",
    stops: "Lies that stay without consequence; and false accusations.",
    fail: "The evidence proves nothing: its author accused another without proof. Keep the folder, "
      + "tell the consortium.",
    wait: "Hospitals left somebody out because of evidence that is not here. Ask them for it.",
    skip: "It is about the outcome of a round that was not asked for. Use --all.",
    note: "Who is left out by whom, or evidence about a round that was abandoned.")

  static let files = Explanation(
    title: "names that are no part of the protocol",
    checks: "Names in the folder that are no part of the protocol are listed; nothing reads them.",
    stops:
      "Mistaking a stray file, a conflict copy or a stranger's folder for the hospitals' word.",
    note: "Nothing to do. If you expected the file to count, look at its name and place.")
}
