import Foundation
import Testing

/// The tamper corpus: everything that can be done to a file of a finished folder, to every file, with
/// and without a key. Each is found, in the right file, with the right word.
///
/// Normally one mutation of each class for each kind of file; `Scripts/tamper-corpus`, which sets
/// `DECAPH_TAMPER_CORPUS` to a log file, tries every one on every file of every folder.
@Suite struct TamperCorpusTests {
  private static let log = ProcessInfo.processInfo.environment["DECAPH_TAMPER_CORPUS"]

  @Test(.enabled(if: log == nil)) func oneOfEachClassForEachKindOfFileIsFound() throws {
    var table = TamperTable()
    var kinds: Set<String> = []
    for folder in try FinishedFolder.all() {
      let trial = try TamperTrial(folder)
      let files = Dictionary(grouping: folder.files, by: \.kind).sorted { $0.key < $1.key }
        .filter { kinds.insert($0.key).inserted }.map { $0.value[$0.value.count / 2] }
      for file in files {
        let classes = Dictionary(grouping: Mutations(of: file, in: folder).all, by: \.kind)
        for (index, kind) in MutationClass.allCases.enumerated() {
          guard let mutations = classes[kind] else { continue }
          let mutation = mutations[index % mutations.count]
          try trial.attempt(mutation, withKey: mutation.needsKey || index % 2 == 0)
        }
      }
      try trial.checkUntouched()
      table.add(trial.table)
    }
    print(table.text)
    #expect(table.missed == 0)
    #expect(table.classes == Set(MutationClass.allCases))
  }

  @Test(.enabled(if: log != nil)) func everyOneIsFound() throws {
    let path = try #require(Self.log)
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    let log = try #require(FileHandle(forWritingAtPath: path))
    var table = TamperTable()
    for folder in try FinishedFolder.all() {
      let trial = try TamperTrial(folder, log: log)
      var kinds: Set<String> = []
      for file in folder.files {
        for mutation in Mutations(of: file, in: folder).all {
          let isFirst = kinds.insert("\(mutation.file.kind) \(mutation.kind.rawValue)").inserted
          for withKey in [true, false] {
            try trial.attempt(mutation, withKey: withKey, isThorough: isFirst)
          }
        }
      }
      try trial.checkUntouched()
      table.add(trial.table)
    }
    print(table.text)
    print("slowest: \(table.slowest.time), \(table.slowest.what)")
    #expect(table.missed == 0)
    #expect(table.classes == Set(MutationClass.allCases))
  }
}
