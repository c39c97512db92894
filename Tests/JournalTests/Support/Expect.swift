import Journal
import Testing

/// Expects one kind of refusal.
@discardableResult
func expect(
  _ code: JournalError.Code, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () throws -> some Any
) -> JournalError? {
  let error = #expect(throws: JournalError.self, sourceLocation: sourceLocation) { _ = try body() }
  #expect(error?.code == code, "\(String(describing: error))", sourceLocation: sourceLocation)
  return error
}
