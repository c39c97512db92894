/// A soft elliptic disc in body coordinates.
struct RadiographBlob {
  var x: Float
  var y: Float
  /// Half its width.
  var width: Float
  /// Half its height.
  var height: Float
  /// What it adds in the middle.
  var weight: Float

  /// What it adds in all, up to a constant factor.
  var mass: Float { width * height * weight }
}
