import CSodium

/// Base64 without padding in the alphabet for names and addresses (RFC 4648, section 5).
extension Array where Element == UInt8 {
  /// The bytes as base64url without padding.
  public var base64url: String {
    Base64.encode(self, variant: sodium_base64_VARIANT_URLSAFE_NO_PADDING)
  }

  /// Decodes base64url without padding; nil for anything that encoding would not give back.
  ///
  /// Padding, line breaks, the other alphabet and non-zero spare bits are all refused, so one
  /// sequence of bytes has exactly one text.
  public init?(base64url text: String) {
    let variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING
    guard let bytes = Base64.decode(text, variant: variant) else { return nil }
    self = bytes
  }
}
