import Foundation

extension RehearsalReport {
  /// Lines for people.
  public var text: String {
    ([head] + notes + [""] + table + [""] + [whole, ""] + published).joined(separator: "\n")
  }

  private var head: String {
    let noun = data.ofPatients ? "patients" : "records"
    let sides =
      data.heldOut == 0
      ? "all train" : "\(data.training) train, \(data.heldOut) are held out to measure"
    return """
      plan       "\(title)", \(origin)
      rehearsed  \(member) with its own data, \(hospitals - 1) others without data, in memory
      data       \(data.examples) examples in \(data.records) \(noun): \(sides); read in \
      \(Self.seconds(data.loading)) (a node keeps decoded images)
      """
  }

  private var notes: [String] { data.notes.map { "note       \(Prediction.printable($0))" } }

  private var table: [String] {
    let rows =
      [["round", "kind", "vector", "masked", "unmask", "close", "outcome", "in all", "files"]]
      + rounds.map { round in
        [String(round.round), round.kind]
          + [round.vector, round.masked, round.unmask, round.close, round.outcome, round.total]
          .map(Self.seconds) + [ByteText.of(round.bytes)]
      }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      row.enumerated().map { column, cell in
        String(repeating: " ", count: widths[column] - cell.count) + cell
      }.joined(separator: "  ")
    } + [
      "vector: sample, gradients, noise. masked: masks, shares, sealing.",
      "unmask: the others' files checked, shares for the sum. close: sum and next model.",
      "outcome: result and model, if this hospital leads.",
    ]
  }

  private var whole: String {
    let reckoned =
      plan.reckoned.isEmpty
      ? "" : "; \(plan.reckoned.joined(separator: ", ")) reckoned like training"
    let memories = [
      (memory.loaded, "with the data loaded"), (memory.masked, "up to the masked file"),
      (memory.all, "with all \(hospitals) hospitals and their files in this process"),
    ].compactMap { bytes, when in bytes.map { "\(ByteText.of($0)) \(when)" } }
    return """
      all \(plan.rounds) rounds: \(Self.duration(plan.computing)) of computing here\
      \(reckoned); besides, each waits twice for the share, and for the slowest hospital
      memory     \(memories.isEmpty ? "not known" : "at most " + memories.joined(separator: ", "))
      disks      at most \(ByteText.of(plan.shared)) on the share and \(ByteText.of(plan.state)) \
      in the private state, for all rounds
      """
  }

  /// Signatures are counted and not listed; `--json` has them.
  private var published: [String] {
    let listed = files.filter { !$0.path.hasSuffix(".minisig") }
    let signatures = files.filter { $0.path.hasSuffix(".minisig") }
    let width = listed.map(\.path.count).max() ?? 0
    let rows = listed.flatMap { file in
      let path = file.path + String(repeating: " ", count: width - file.path.count)
      let size = String(file.bytes)
      let bytes = String(repeating: " ", count: max(0, 9 - size.count)) + size
      let says = file.fields.filter { !RehearsedFile.common.contains($0) }
      return ["  \(path)  \(bytes) bytes  \(file.readers)"]
        + (says.isEmpty ? [] : ["    says: " + says.joined(separator: ", ")])
    }
    return ["would be published, the outcome as if this hospital led"] + rows + [
      "  \(signatures.count) signatures besides, of \(signatures.map(\.bytes).max() ?? 0) bytes at "
        + "most; every statement also says: \(RehearsedFile.common.joined(separator: ", "))",
      "", "Nothing was written: no file of the share, no key, no state, no charge for privacy.",
    ]
  }

  private static func seconds(_ milliseconds: Int) -> String {
    milliseconds < 1_000
      ? "\(milliseconds) ms" : String(format: "%.2f s", Double(milliseconds) / 1000)
  }

  private static func duration(_ milliseconds: Int) -> String {
    milliseconds < 10_000
      ? seconds(milliseconds) : WaitingTime.text(Double(milliseconds) / 1000)
  }
}
