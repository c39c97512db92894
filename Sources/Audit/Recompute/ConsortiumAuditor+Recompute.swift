import Artifacts
import DifferentialPrivacy
import ModelExchange
import ModelUpdate
import Rounds
import SharedFolder

extension ConsortiumAuditor {
  /// `recompute`: derives the model after a round from the sealed vectors and writes it, as
  /// `decaph-node export` would; nothing is written unless the round verifies.
  ///
  /// - Parameters:
  ///   - round: `round-12` or `12`.
  ///   - out: a new file, outside the shared directory.
  ///   - isFromGenesis: whether every round before is recomputed as well; otherwise the round stands
  ///     on the published model before it, whose digest is in the chain of results.
  /// - Throws: ``AuditError`` 64 without a key or for a file that is there already, 66 for a round
  ///   that is not here, 74 when the file cannot be written.
  public func recompute(
    _ round: String, out: String, isFromGenesis: Bool,
    progress: (Int, Int) -> Void = { _, _ in }
  ) throws(AuditError) -> Printout {
    guard hasKey else {
      throw AuditError(
        64, "sums and models are sealed for members and auditors", remedy: "give --key")
    }
    let number = try AuditScope.single(round)
    let file = try ExclusiveFile(out, outside: directory)
    let scope: Scope = .rounds(isFromGenesis && number > 1 ? Array(1...number) : [number])
    let examination = try examine(scope, progress: progress)
    // With a key nothing else is skipped but what is not kept.
    let isClaimed = examination.report.findings.contains {
      $0.code == .aggregate && $0.word == .skip
    }
    guard examination.report.verdict.verdict == .verified, !isClaimed, let walk = examination.walk,
      let result = walk.results[number]
    else { return refusal(examination.report, number, isClaimed: isClaimed) }
    do {
      let model = try portable(result, walk)
      try file.write(try model.safeTensors())
      return Printout(
        text: """
          model       \(model.origin.text)
          written     \(out): \(model.parameters.count) parameters as safetensors, mode 0600
          recomputed  \(isFromGenesis ? "rounds 1 to \(number)" : "round \(number)") from the \
          sealed vectors; the digest of the model is the signed one, \
          \(result.content.model.hex.prefix(16))

          """,
        jsonLines: Printout.line(model.origin), exitCode: 0)
    } catch let error as AuditError {
      throw error
    } catch {
      throw AuditError(70, "the model cannot be written: \(error)", remedy: "report this fault")
    }
  }

  private func refusal(_ report: AuditReport, _ round: Int, isClaimed: Bool) -> Printout {
    let why =
      isClaimed && report.verdict.exitCode == 0
      ? "what it takes to recompute this is not kept, as the plan allows"
      : report.verdict.exitCode == 0
        ? "round \(round) was abandoned by a restart and has no model"
        : "round \(round) does not verify"
    return Printout(
      text: report.text + "\(why): nothing was written\n", jsonLines: report.jsonLines,
      exitCode: max(1, report.verdict.exitCode))
  }

  /// The model after a round with what people need to use it.
  private func portable(_ result: KnownResult, _ walk: RoundWalk) throws -> PortableModel {
    let plan = walk.manifest.content.plan
    guard let state = try walk.model(after: result) else {
      throw AuditError(66, "no copy of the model is here", remedy: "wait for the transfer")
    }
    let charges = walk.ledger.chain(to: result).results.flatMap(\.content.ledger)
    let census = try RoundArithmetic(plan).census(in: state)?.standardisation
    return try PortableModel(
      state, after: result.content, plan: plan, ledger: plan.ledger(adding: charges),
      standardisation: try (census?.moments ?? []).map {
        InputScaling(
          input: $0.input, mean: try Real(checking: $0.mean),
          deviation: try Real(checking: $0.deviation))
      },
      dropped: (census?.dropped ?? []).flatMap(Array.init))
  }
}
