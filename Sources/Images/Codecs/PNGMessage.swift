import CPNG

extension png_image {
  /// What libpng said last.
  var text: String {
    withUnsafeBytes(of: message) { raw in
      String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}
