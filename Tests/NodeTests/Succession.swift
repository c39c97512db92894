import Foundation
import Node
import Testing

/// A consortium of a trial's hospitals in a folder of its own, as one that others follow or that
/// follows.
struct Succession {
  enum Stage { case founding, rounds }

  let trial: Trial
  let shared: String
  private let stateName: String

  init(_ trial: Trial, _ folder: String, state: String) {
    self.trial = trial
    shared = "\(trial.root)/\(folder)"
    stateName = state
  }

  func state(_ id: String) -> String { "\(trial.root)/\(stateName)-\(id)" }

  /// - Parameter directory: a copy of the consortium before, as this hospital sees it.
  private func before(
    _ id: String, state: String? = nil, in directory: String? = nil, hasNewKeys: Bool = false
  )
    -> FormerConsortium
  {
    FormerConsortium(
      directory: directory ?? trial.shared, state: state ?? trial.state(id), hasNewKeys: hasNewKeys)
  }

  /// A consortium that follows nothing.
  func found(_ ids: [String], upTo stage: Stage = .rounds) throws {
    _ = try FoundConsortium(
      directory: shared, id: ids[0], state: state(ids[0]), plan: trial.root + "/plan.toml",
      data: trial.data(ids[0])
    ).run()
    guard stage == .rounds else { return }
    for id in ids.dropFirst() { try join(id) }
    try admit(Array(ids.dropFirst()))
    _ = try start()
    for id in ids.dropFirst() { try approve(id) }
  }

  @discardableResult
  func foundAfter(
    _ id: String, plan: String? = nil, state former: String? = nil, in directory: String? = nil
  ) throws -> String {
    try FoundConsortium(
      directory: shared, id: id, state: state(id), plan: plan, data: nil,
      after: before(id, state: former, in: directory)
    ).run()
  }

  func join(_ id: String) throws {
    _ = try JoinConsortium(
      directory: shared, id: id, state: state(id), data: trial.data(id)
    ).run()
  }

  func joinAfter(_ id: String, hasNewKeys: Bool = false) throws {
    _ = try JoinConsortium(
      directory: shared, id: id, state: state(id), data: nil,
      after: before(id, hasNewKeys: hasNewKeys)
    ).run()
  }

  @discardableResult
  func admit(_ ids: [String]) throws -> String {
    try AdmitMembers(directory: shared, id: "h1", state: state("h1"), members: ids).run()
  }

  func start() throws -> String {
    try StartConsortium(
      directory: shared, id: "h1", state: state("h1"), maxEpsilon: nil
    ).run()
  }

  @discardableResult
  func approve(_ id: String) throws -> String {
    try ApproveManifest(
      directory: shared, id: id, state: state(id), maxEpsilon: nil, session: nil
    ).run()
  }

  /// Calls nodes in turn until something is so.
  func run(_ ids: [String], until isDone: () -> Bool) throws {
    for call in 0..<200 where !isDone() { try self.call(ids[call % ids.count]) }
    #expect(isDone())
  }

  /// Calls a node once, as cron would.
  func call(_ id: String) throws {
    try NodeRunner(
      directory: shared, id: id, state: state(id), data: nil, once: true, rounds: nil, poll: 1,
      log: .text
    ).run()
  }
}

extension Trial {
  /// Another copy of a hospital's state, as a restored disk would have it.
  func copyOfState(_ id: String) throws -> String {
    let copy = "\(root)/copy-\(id)"
    try FileManager.default.copyItem(atPath: state(id), toPath: copy)
    return copy
  }
}
