import CSodium
import Glibc

/// Replaces libsodium's random source by numbers that follow from a seed, **on one thread only**.
///
/// For the simulator, whose failures have to replay: keys made under it protect nobody. Every
/// other thread keeps the system's source.
public enum InsecureRandomness {
  /// Runs a body whose every random byte from libsodium follows from a seed.
  ///
  /// - Parameter seed: equal seeds give equal bytes, call by call.
  public static func withInsecureSeed<Result>(
    _ seed: UInt64, _ body: () throws -> Result
  ) rethrows -> Result {
    install()
    let stream = UnsafeMutablePointer<Stream>.allocate(capacity: 1)
    stream.initialize(to: Stream(seed: seed))
    let outer = pthread_getspecific(key)
    pthread_setspecific(key, stream)
    defer {
      pthread_setspecific(key, outer)
      stream.deinitialize(count: 1)
      stream.deallocate()
    }
    return try body()
  }

  /// ChaCha20 under the seed; every call takes a nonce of its own.
  private struct Stream {
    let seed: UInt64
    var calls: UInt64 = 0

    init(seed: UInt64) { self.seed = seed }

    mutating func fill(_ buffer: UnsafeMutableRawPointer, _ count: Int) {
      var key = [UInt8](repeating: 0, count: 32)
      for index in 0..<8 { key[index] = UInt8(truncatingIfNeeded: seed >> (8 * index)) }
      var nonce = [UInt8](repeating: 0, count: 8)
      for index in 0..<8 { nonce[index] = UInt8(truncatingIfNeeded: calls >> (8 * index)) }
      calls += 1
      crypto_stream_chacha20(
        buffer.assumingMemoryBound(to: UInt8.self), UInt64(count), nonce, key)
    }
  }

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  private static func install() { _ = installed }

  private static let installed: Void = {
    SodiumLibrary.ready
    implementation.pointee = randombytes_implementation(
      implementation_name: { UnsafePointer(name) },
      random: {
        var word: UInt32 = 0
        InsecureRandomness.fill(&word, 4)
        return word
      },
      stir: {},
      uniform: nil,
      buf: { buffer, count in
        if let buffer { InsecureRandomness.fill(buffer, count) }
      },
      close: { 0 })
    randombytes_set_implementation(implementation)
  }()

  private static func fill(_ buffer: UnsafeMutableRawPointer, _ count: Int) {
    if let stream = pthread_getspecific(key) {
      stream.assumingMemoryBound(to: Stream.self).pointee.fill(buffer, count)
      return
    }
    // The system's source, as libsodium itself uses it.
    var system = SystemRandomNumberGenerator()
    for index in 0..<count {
      let byte = UInt8.random(in: .min ... .max, using: &system)
      (buffer + index).storeBytes(of: byte, as: UInt8.self)
    }
  }

  // Held by libsodium for the rest of the process.
  nonisolated(unsafe) private static let implementation =
    UnsafeMutablePointer<randombytes_implementation>.allocate(capacity: 1)
  nonisolated(unsafe) private static let name = strdup("decaph-simulation")!
}
