import Artifacts

extension Present {
  /// What the founder has to do before there is a manifest: nobody else can.
  mutating func found(by founder: Hospital, _ reader: ConsortiumReader) throws {
    let admitted = founder.settings.admitted.keys.sorted()
    let open = try reader.applicants(besides: [founder.id] + admitted)
    let with = admitted.isEmpty ? "" : "; admitted so far: \(admitted.names)"
    guard !open.isEmpty else {
      text = "nobody else has asked to join yet" + with
      yourTurn = !admitted.isEmpty
      next = admitted.isEmpty ? nil : "when all are admitted, 'decaph-node start'"
      return
    }
    text = "\(open.names) asked to join" + with
    yourTurn = true
    next =
      "compare their fingerprints by telephone, 'decaph-node admit \(open.map(\.name).joined(separator: " "))', "
      + "then 'decaph-node start'"
  }
}
