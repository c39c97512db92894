import Foundation

/// One value that outlives the process, replaced as a whole.
public struct DurableValue<Value: Codable & Sendable>: Sendable {
  private let store: any PrivateStore
  private let path: StorePath

  /// The value of a name in a store.
  public init(_ name: String, of type: Value.Type = Value.self, in store: any PrivateStore) {
    self.store = store
    self.path = StorePath("values", name)
  }

  /// The value; `nil` when none was saved.
  /// - Throws: `corrupt` when the file is damaged or was written by another version, `permissions`,
  ///   `io`.
  public func load() throws(JournalError) -> Value? {
    guard let bytes = try store.read(path, limit: 1 << 28) else { return nil }
    guard bytes.last == 0x0a, let line = CheckedLine(parsing: bytes.dropLast()) else {
      throw .corrupt(path.description, "its checksum does not fit")
    }
    do {
      return try JSONDecoder().decode(Value.self, from: Data(line.text))
    } catch {
      throw JournalError.corrupt(path.description, "it is not a \(Value.self)")
    }
  }

  /// Replaces the value; on the disk when this returns.
  /// - Throws: `full`, `io`; then the old value stands.
  public func save(_ value: Value) throws(JournalError) {
    try store.replace(CheckedLine(encode(value)).bytes, at: path)
  }
}

/// Encodes a value of this program as one line of JSON, the same bytes for the same value.
func encode(_ value: some Encodable) -> [UInt8] {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  do {
    return [UInt8](try encoder.encode(value))
  } catch {
    preconditionFailure("a value of the journal cannot be written as JSON: \(error)")
  }
}
