import CSodium

/// The one initialisation of libsodium.
///
/// `sodium_init` picks the implementations for this processor and opens the random source.
/// Every entry point of this module touches `ready` first; the runtime runs it once.
enum SodiumLibrary {
  static let ready: Void = {
    guard sodium_init() >= 0 else {
      fatalError("libsodium could not be initialised: the system gives no randomness")
    }
  }()
}
