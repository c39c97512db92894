import Artifacts

/// A hospital's own cap on epsilon, as `start` and `approve` repeat it.
enum CapText {
  /// A line with its line break before it; empty without a cap.
  static func of(_ hospital: Hospital, _ manifest: Verified<Manifest>) -> String {
    let unit = manifest.content.plan.privacy.unit.short
    return hospital.settings.maxEpsilon.map {
      "\nown cap: epsilon \($0) \(unit), known to this hospital only"
    } ?? ""
  }
}
