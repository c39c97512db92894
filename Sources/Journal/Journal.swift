/// All that a hospital remembers, over one private store.
public struct Journal: Sendable {
  /// The bytes.
  public let store: any PrivateStore
  /// What this hospital has signed.
  public let outbox: Outbox
  /// Verified copies of the others' files.
  public let vault: Vault
  /// Keys and the secrets of rounds.
  public let secrets: SecretStore

  /// The journal of a store.
  public init(_ store: any PrivateStore) {
    self.store = store
    self.outbox = Outbox(store)
    self.vault = Vault(store)
    self.secrets = SecretStore(store)
  }

  /// One value that outlives the process, such as the newest statement seen of every member.
  public func value<Value>(_ name: String, of type: Value.Type) -> DurableValue<Value> {
    DurableValue(name, of: type, in: store)
  }

  /// The charges to the privacy budget.
  public func charges<Charge>(of type: Charge.Type) -> ChargeLog<Charge> {
    ChargeLog(of: type, in: store)
  }
}
