import Foundation
import Synchronization

/// Every mutation of every file of some folders, tried on several cores.
struct TamperCorpus {
  /// The table of all folders.
  private(set) var table = TamperTable()
  private let log: FileHandle?
  private let details: Int
  private let isOnePerKind: Bool
  /// Kinds of files of which one was tried thoroughly.
  private var kinds: Set<String> = []

  /// Prepares.
  ///
  /// - Parameters:
  ///   - details: how many mutations of a class to try on one file at most.
  ///   - isOnePerKind: whether to take one file of each kind of each folder, and not all.
  ///   - log: where a line goes for each mutation, before and after it is tried.
  init(details: Int, isOnePerKind: Bool, log: FileHandle?) {
    self.details = details
    self.isOnePerKind = isOnePerKind
    self.log = log
  }

  /// Tries mutations of a folder.
  mutating func run(_ folder: FinishedFolder) throws {
    let (log, details) = (log, details)
    var own: Set<String> = []
    // Of a kind the last one: nobody can lie in round 0 about a sum or a charge.
    let files = folder.files.reversed().filter { own.insert($0.kind).inserted || !isOnePerKind }
    let isFirst = files.map { kinds.insert($0.kind).inserted }
    let next = Atomic(0)
    let done = Mutex<[Result<TamperTable, any Error>]>([])
    DispatchQueue.concurrentPerform(iterations: ProcessInfo.processInfo.activeProcessorCount) { _ in
      let result = Result {
        let trial = try TamperTrial(folder, log: log)
        try trial.checkUntouched()
        while true {
          let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
          guard index < files.count else { break }
          try trial.attempt(
            TamperSample.some(details, of: Mutations(of: files[index], in: folder).all),
            isThorough: isFirst[index])
        }
        try trial.checkUntouched()
        return trial.table
      }
      done.withLock { $0.append(result) }
    }
    for result in done.withLock({ $0 }) {
      table.add(try result.get())
    }
  }
}
