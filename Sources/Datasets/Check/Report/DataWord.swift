/// What a check of data says in one word; `ok`, `note` and `FAIL` mean what they mean in an audit.
public enum DataWord: String, Codable, Sendable, CaseIterable {
  /// Looked at, and in order.
  case ok
  /// Worth knowing; decides nothing.
  case note
  /// Training works, and its result may mean something else than it seems to.
  case warn
  /// The node refuses the data, or what comes out of them would be wrong.
  case fail = "FAIL"
}
