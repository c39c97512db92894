import Foundation
import Testing

/// The tamper corpus: everything that can be done to a file of a finished folder, with and without
/// a key. Each is found, in the right file, with the right word.
///
/// Normally a sample; `Scripts/tamper-corpus`, which sets `DECAPH_TAMPER_CORPUS` to a log file, tries
/// everything on every file of every folder.
@Suite struct TamperCorpusTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let log = environment["DECAPH_TAMPER_CORPUS"]

  /// Two files for each class of mutations, and every kind of file.
  @Test(.enabled(if: log == nil)) func aSampleOfEveryClassAndKindOfFileIsFound() throws {
    var files: [String: (folder: Int, mutations: [Mutation])] = [:]
    let folders = try FinishedFolder.sampled()
    for (index, folder) in folders.enumerated() {
      for (kind, same) in Dictionary(grouping: folder.files, by: \.kind) where files[kind] == nil {
        files[kind] = (index, Mutations(of: same[same.count / 2], in: folder).all)
      }
    }
    let trials = try folders.map { try TamperTrial($0) }
    let sample = TamperSample.each(2, of: files.mapValues(\.mutations))
    for (index, (kind, mutation)) in sample.enumerated() {
      try trials[files[kind]!.folder]
        .attempt(mutation, withKey: mutation.needsKey || index.isMultiple(of: 2))
    }
    var table = TamperTable()
    for trial in trials {
      try trial.checkUntouched()
      table.add(trial.table)
    }
    print(table.text)
    for miss in table.misses { Issue.record("\(miss)") }
    #expect(table.classes == Set(MutationClass.allCases))
    #expect(Set(sample.map(\.file)) == Set(files.keys))
  }

  @Test(.enabled(if: log != nil)) func everyOneIsFound() throws {
    let path = try #require(Self.log)
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    let log = try #require(FileHandle(forWritingAtPath: path))
    let details = Self.environment["DECAPH_TAMPER_DETAILS"].flatMap { Int($0) }
    var corpus = TamperCorpus(
      details: details ?? .max, isOnePerKind: Self.environment["DECAPH_TAMPER_KINDS"] == "1",
      log: log)
    for folder in try FinishedFolder.all() { try corpus.run(folder) }
    let table = corpus.table
    print(table.text)
    print("slowest: \(table.slowest.time), \(table.slowest.what)")
    for miss in table.misses { Issue.record("\(miss)") }
    #expect(table.classes == Set(MutationClass.allCases))
  }
}
