import Journal
import SharedFolder

/// Which published files were found as they were signed, remembered from process to process with
/// their stamps: what nobody has touched since, a tick of cron need not read again, over the network
/// perhaps and as large as the model.
final class ComparedFiles {
  private let value: DurableValue<[String: [String: FileStamp]]>
  /// By folder, then by path.
  private var stamps: [String: [String: FileStamp]]
  private var isSaved = true

  /// What is remembered.
  init(_ journal: Journal) {
    value = journal.value("compared", of: [String: [String: FileStamp]].self)
    // Unreadable is as good as nothing: everything is compared again.
    stamps = ((try? value.load()) ?? nil) ?? [:]
  }

  /// Whether a file is still the one that was compared.
  func isKnown(_ path: String, in folder: String, _ stamp: FileStamp) -> Bool {
    stamps[folder]?[path] == stamp
  }

  /// Remembers a file that was compared.
  ///
  /// - Parameter stamp: taken before it was read, so that a change meanwhile is noticed.
  func note(_ path: String, in folder: String, _ stamp: FileStamp?) {
    guard let stamp else { return }
    stamps[folder, default: [:]][path] = stamp
    isSaved = false
  }

  /// Makes durable what was noted; once what was compared is on the share's disk. Only the last
  /// rounds' files are compared, so the others' stamps are dropped. Where the disk is full nothing is
  /// lost but time: it is tried again, and else compared again.
  func save() {
    guard !isSaved else { return }
    let rounds = stamps.keys.filter { $0 != "consortium" }.sorted()
    for folder in rounds.dropLast(2) { stamps[folder] = nil }
    isSaved = (try? value.save(stamps)) != nil
  }
}
