/// What attacks found out about the models of one arm.
public struct AttackedArm: Codable, Sendable {
  /// Its name in tables.
  public let name: String
  /// Its make.
  public let kind: Arm.Kind
  /// The largest epsilon that its rounds cost against everybody who sees the model; nil without
  /// privacy.
  public let epsilon: Double?
  /// AUROC of the models on the test set: what they are good for.
  public let areas: Spread
  /// Each attack.
  public let attacks: [Attack]

  /// One attack on all models.
  public struct Attack: Codable, Sendable {
    /// Which.
    public let kind: Kind
    /// The area under its curve, all models together; 0.5 for guessing.
    public let area: Double
    /// The area for each model as the target.
    public let areas: Spread
    /// The share of members found with at most one false alarm in a thousand non-members.
    public let truePositiveAtThousandth: Double
    /// The same with at most one in a hundred.
    public let truePositiveAtHundredth: Double
    /// The curve, even on a logarithmic axis.
    let curve: [MembershipCurve.Point]

    /// What it goes by.
    public enum Kind: String, Codable, CaseIterable, Sendable {
      /// The likelihood ratio, with shadow models that trained on the record and others.
      case online
      /// The likelihood ratio, with shadow models that did not train on the record.
      case offline
      /// The loss alone.
      case loss

      /// Its name in tables.
      var title: String {
        switch self {
        case .online: "LiRA, online"
        case .offline: "LiRA, offline"
        case .loss: "loss threshold"
        }
      }
    }

    /// - Parameter scores: a list per model, a number per record.
    init(_ kind: Kind, scores: [[Double]], isMember: [[Bool]]) {
      let curve = MembershipCurve(
        scores: Array(scores.joined()), isMember: Array(isMember.joined()))
      self.kind = kind
      area = curve.area
      areas = Spread(
        zip(scores, isMember).map { MembershipCurve(scores: $0, isMember: $1).area })
      truePositiveAtThousandth = curve.truePositive(at: 0.001)
      truePositiveAtHundredth = curve.truePositive(at: 0.01)
      self.curve = curve.drawn
    }
  }
}
