extension CheckCode {
  /// What the check asks, for people who are no cryptographers.
  var question: String {
    switch self {
    case .anchor: "Is there one founding manifest, and is it the expected one?"
    case .approvals: "Did every hospital sign its consent to exactly this manifest?"
    case .succession: "Does it go on from the consortium before as it says?"
    case .signatures: "Is every file signed by its hospital, for this place, unchanged?"
    case .chains: "Does each hospital's chain of statements have no gap and no second version?"
    case .links: "Does every round stand on the result of the round before?"
    case .leader: "Was the leader drawn by lot as agreed?"
    case .participants: "Who was expected, who is in the sum, who is out, and why?"
    case .payloads: "Have the sealed files the size and digest that was signed?"
    case .dealings: "Do the keys of the masks fit each other?"
    case .ballots: "Did everybody vote by the rules?"
    case .set: "Did enough hospitals open one sum, and no second one?"
    case .shares: "Does every published piece of a mask fit what its hospital had promised?"
    case .seeds: "Do the masks and the noise that came off follow from those pieces?"
    case .aggregate: "Is the sum what the hospitals' vectors add up to?"
    case .model: "Is the model what the sum makes of the model before, bit for bit?"
    case .ledger: "Is the privacy cost counted rightly and within the plan's limit?"
    case .release: "What did a round of counts release?"
    case .noise: "Did a round release exact counts, as the plan says?"
    case .outcome: "Is every published result the recomputed one, byte for byte?"
    case .heads: "Does what hospitals saw of each other still lie here?"
    case .evidence: "Does every proof against a hospital prove what it says?"
    case .restart: "Who decided to go on from an earlier result?"
    case .files: "What lies here that is no part of the protocol?"
    }
  }
}
