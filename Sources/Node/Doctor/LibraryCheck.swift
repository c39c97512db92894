import Artifacts
import LinearAlgebra

/// Whether OpenBLAS is there, where the plan's model needs it; nothing is loaded before that.
struct LibraryCheck {
  let plan: Plan

  /// Loads it; `nil` where the model has no convolution, or a trainer computes it.
  var finding: DoctorFinding? {
    guard plan.model.hasConvolution else { return nil }
    return switch OpenBLAS.loaded {
    case .success(let library): .ok(.library, "OpenBLAS computes as \(library.core) does")
    case .failure(let error): .fail(.library, .unavailable, error.message, next: error.remedy)
    }
  }
}
