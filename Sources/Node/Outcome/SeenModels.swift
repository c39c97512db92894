import Artifacts
import Journal
import Sodium

/// The models that were found right, remembered from process to process, so that cron's short runs
/// do not read the same large file at every look. Each counts as long as in one process.
final class SeenModels {
  private let value: DurableValue<[SeenModel]>
  private var saved: [SeenModel]
  /// What earlier processes found and this one has not asked for yet.
  private var waiting: [String: SeenModel]

  init(_ journal: Journal) {
    value = journal.value("models-seen", of: [SeenModel].self)
    // Unreadable is as good as nothing: the models are read again.
    saved = ((try? value.load()) ?? nil) ?? []
    waiting = Dictionary(saved.map { ($0.place, $0) }) { first, _ in first }
  }

  /// What an earlier process found at a place, once.
  func take(_ place: Place) -> SeenModel? {
    waiting.isEmpty ? nil : waiting.removeValue(forKey: place.description)
  }

  /// Remembers these and no others.
  func save(_ found: [SeenModel]) throws {
    let found = found.sorted { $0.place < $1.place }
    guard found != saved else { return }
    try value.save(found)
    saved = found
  }
}
