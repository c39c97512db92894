import Sodium

/// The domain strings of section 9 of the protocol: one for every use of the hash.
///
/// Each is hashed with a zero byte at its end, as are member ids, so that nothing runs into what
/// follows it.
enum Domain: String {
  case pair = "decaph/v1/pair"
  case pairMask = "decaph/v1/pair-mask"
  case pairCheck = "decaph/v1/pair-check"
  case pairShare = "decaph/v1/pair-share"
  case shareKey = "decaph/v1/share"
  case shareBox = "decaph/v1/share-box"
  case selfStream = "decaph/v1/prg/self"
  case pairStream = "decaph/v1/prg/pair"
  case noiseStream = "decaph/v1/prg/noise"
}

extension Blake2b {
  mutating func update(_ domain: Domain) {
    update(terminated: domain.rawValue)
  }
}
