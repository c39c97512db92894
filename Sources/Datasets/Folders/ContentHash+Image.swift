import Images

extension ContentHash {
  /// The fingerprint of a picture: equal for equal pixels, however the files store them.
  init(of image: GreyImage) {
    self.init()
    update(image.width)
    update(image.height)
    image.pixels.withUnsafeBytes { update($0) }
  }
}
