import Foundation

/// What is measured, and how long.
struct Options {
  /// The parts, in their order.
  static let allParts = ["rounds", "ticks", "audit", "folder"]

  var parts = allParts
  /// Rounds of the large model; the audit verifies all of them.
  var rounds = 100
  /// Rounds of the tiny model, and how many there are at each look.
  var marks = [10, 100, 1_000, 5_000]
  /// How often a tick is repeated.
  var ticks = 15
  /// Whether superfluous noise comes off again.
  var layers = true
  /// The folder of the programs.
  var programs = "../.build/release"
  /// Where everything is put.
  var place =
    NSTemporaryDirectory() + "decaph-filepath-\(ProcessInfo.processInfo.processIdentifier)"
  /// Whether what was made stays.
  var isKept = false

  static let usage = """
    usage: FilePath [PART...] [options]

    PART is any of: rounds ticks audit folder; all of them by default.
      rounds   what a round of five hospitals with 548,099 parameters costs beside training
      ticks    one 'decaph-node --once' that finds nothing to do, time and memory
      audit    'decaph-audit verify --all' with a key over those rounds
      folder   ticks of a tiny model while the folder grows

    --short             10 rounds, and ticks at 10, 100 and 500 rounds
    --rounds N          rounds of the large model (100)
    --marks A,B,...     rounds of the tiny model at which ticks are measured (10,100,1000,5000)
    --ticks N           how often each tick is repeated (15)
    --no-layers         plans whose noise stays as it is (\"layers = off\")
    --programs FOLDER   of decaph-node and decaph-audit (../.build/release)
    --place FOLDER      a new folder for everything (below the temporary one)
    --keep              leave that folder
    """

  init(_ words: [String]) throws {
    var words = words[...]
    var chosen: [String] = []
    func value(_ option: String) throws -> String {
      guard let word = words.popFirst() else { throw Failure("\(option) needs a value") }
      return word
    }
    func number(_ option: String, _ text: String) throws -> Int {
      guard let number = Int(text), number > 0 else {
        throw Failure("\(option): '\(text)' is no number above 0")
      }
      return number
    }
    while let word = words.popFirst() {
      switch word {
      case "--short": (rounds, marks) = (10, [10, 100, 500])
      case "--rounds": rounds = try number(word, value(word))
      case "--marks":
        marks = try value(word).split(separator: ",").map { try number(word, String($0)) }.sorted()
      case "--ticks": ticks = try number(word, value(word))
      case "--no-layers": layers = false
      case "--programs": programs = try value(word)
      case "--place": place = try value(word)
      case "--keep": isKept = true
      case _ where Self.allParts.contains(word): chosen.append(word)
      default: throw Failure("'\(word)' is neither a part nor an option\n\n" + Self.usage)
      }
    }
    if !chosen.isEmpty { parts = Self.allParts.filter(chosen.contains) }
    for name in ["decaph-node", "decaph-audit"] {
      guard FileManager.default.isExecutableFile(atPath: "\(programs)/\(name)") else {
        throw Failure(
          "no \(programs)/\(name): run 'swift build -c release' in the repository, or give "
            + "--programs")
      }
    }
    guard !FileManager.default.fileExists(atPath: place) else {
      throw Failure("\(place) is there already: give --place a new folder")
    }
  }
}
