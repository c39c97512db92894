/// What a synthetic radiograph shows.
public enum RadiographFinding: Int, CaseIterable, Sendable {
  /// Several soft round opacities on both sides, mostly outside and below.
  case covid
  /// Clear lungs under an uneven veil of soft tissue.
  case normal
  /// Fine streaks that run from the root of the lung outward, with a veil over one lobe.
  case viralPneumonia

  /// The name of the class, as in the COVID-19 Radiography Database.
  public var className: String {
    switch self {
    case .covid: "COVID"
    case .normal: "Normal"
    case .viralPneumonia: "Viral Pneumonia"
    }
  }
}
