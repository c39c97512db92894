/// The JSON Schema of what `verify --json` prints: each line is one such object.
public enum AuditSchema {
  /// The document, as in `docs/audit.schema.json`.
  public static var text: String {
    let codes = CheckCode.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
    let words = Word.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
    let counts = Word.allCases.map {
      "\"\($0.rawValue)\": { \"type\": \"integer\", \"minimum\": 1 }"
    }
    .joined(separator: ",\n            ")
    return """
      {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://decaph.invalid/audit.schema.json",
        "title": "decaph-audit verify --json",
        "description": "JSON lines: one finding per check in order, then exactly one verdict.",
        "oneOf": [{ "$ref": "#/$defs/finding" }, { "$ref": "#/$defs/verdict" }],
        "$defs": {
          "finding": {
            "description": "One check. 'decaph-audit explain CODE' says what its code means.",
            "type": "object",
            "required": ["word", "code", "message"],
            "additionalProperties": false,
            "properties": {
              "word": { "enum": [\(words)] },
              "code": {
                "enum": [\(codes)]
              },
              "message": { "description": "A sentence for people.", "type": "string", "minLength": 1 },
              "round": {
                "description": "Left out for the consortium as a whole.",
                "type": "integer",
                "minimum": 0
              },
              "file": { "description": "Below the shared directory.", "type": "string", "minLength": 1 },
              "next": { "description": "What to do.", "type": "string", "minLength": 1 }
            },
            "if": { "properties": { "word": { "enum": ["FAIL", "wait"] } } },
            "then": { "required": ["next"] }
          },
          "verdict": {
            "description": "The last line. integrity: nothing present is wrong; completeness: nothing announced is missing.",
            "type": "object",
            "required": ["verdict", "integrity", "completeness", "counts"],
            "additionalProperties": false,
            "properties": {
              "verdict": { "enum": ["verified", "violated", "incomplete"] },
              "integrity": { "type": "boolean" },
              "completeness": { "type": "boolean" },
              "counts": {
                "description": "How often each word was said.",
                "type": "object",
                "additionalProperties": false,
                "properties": {
                  \(counts)
                }
              }
            }
          }
        }
      }

      """
  }
}
