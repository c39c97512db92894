import LinearAlgebra

/// Whether OpenBLAS is there, where the plan's model needs it; nothing is loaded before that.
struct LibraryCheck {
  let hospital: Hospital

  /// Loads it; `nil` where the model has no convolution, or a trainer computes it.
  var finding: DoctorFinding? {
    guard let manifest = try? hospital.pinnedManifest()?.content, manifest.plan.model.hasConvolution
    else { return nil }
    return switch OpenBLAS.loaded {
    case .success(let library): .ok(.library, "OpenBLAS computes as \(library.core) does")
    case .failure(let error):
      .fail(.library, .configuration, error.message, next: error.remedy)
    }
  }
}
