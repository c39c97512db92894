import Artifacts
import Datasets
import SharedFolder

/// Carries published files from every hospital's replica of the shared folder to all others', with
/// seeded faults.
final class SimulatedTransport {
  /// A file on its way.
  private struct Delivery {
    let time: Double
    let order: Int
    let receiver: Int
    let path: String
    let bytes: [UInt8]
  }

  private let faults: Faults
  private let clock: SimulatedClock
  private var random: SeededGenerator
  private var queue: [Delivery] = []
  private var order = 0
  private var groups: [Int]
  private var isHealed = false
  /// The last right content of every file that was sent to a receiver.
  private var sent: [[String: [UInt8]]]
  /// Every hospital's own view of the shared folder.
  let replicas: [MemoryFolder]
  /// How often each fault was injected.
  private(set) var counts: [String: Int] = [:]
  /// Told who has received something.
  var onDelivery: (Int) -> Void = { _ in }

  init(hospitals: Int, faults: Faults, clock: SimulatedClock, seed: UInt64) {
    self.faults = faults
    self.clock = clock
    random = SeededGenerator(seed: seed)
    groups = Array(repeating: 0, count: hospitals)
    sent = Array(repeating: [:], count: hospitals)
    replicas = (0..<hospitals).map { _ in MemoryFolder() }
  }

  /// When the next file arrives.
  var nextTime: Double? { queue.first?.time }

  /// Sends a file to a hospital.
  func send(_ bytes: [UInt8], path: String, to receiver: Int, from sender: Int) {
    sent[receiver][path] = bytes
    let base = faults.contains(.delay) && !isHealed ? Double.random(in: 0.2...6, using: &random) : 1
    var delay = base
    if isActive(.loss, 0.01) { delay += Double.random(in: 20...150, using: &random) }
    if isActive(.hiding, 0.003) { delay += Double.random(in: 60...400, using: &random) }
    if isActive(.truncate, 0.02), bytes.count > 1 {
      let count = Int.random(in: 0..<bytes.count, using: &random)
      push(Array(bytes.prefix(count)), path, receiver, delay)
      delay += Double.random(in: 1...10, using: &random)
    }
    if isActive(.flip, 0.02), !bytes.isEmpty {
      var altered = bytes
      let index = Int.random(in: 0..<bytes.count, using: &random)
      altered[index] ^= 1 << UInt8.random(in: 0...7, using: &random)
      push(altered, path, receiver, delay)
      delay += Double.random(in: 1...20, using: &random)
    }
    if isActive(.duplicate, 0.02) {
      push(bytes, path, receiver, delay + Double.random(in: 0...30, using: &random))
      let name = path.split(separator: ".", maxSplits: 1)
      push(bytes, "\(name[0]).sync-conflict-20261125-000000-ABCDEFG.\(name[1])", receiver, delay)
    }
    push(bytes, path, receiver, delay)
  }

  /// Delivers what has arrived by now; what is between separated groups waits.
  func deliver() {
    while let next = queue.first, next.time <= clock.seconds {
      queue.removeFirst()
      let owner = Self.owner(of: next.path)
      if let owner, groups[owner] != groups[next.receiver] {
        push(next.bytes, next.path, next.receiver, 15)
        continue
      }
      if let path = FolderPath(next.path) {
        try? replicas[next.receiver].plant(next.bytes, at: path)
      }
      // The statement is the first part, and never complete; it wakes nobody.
      if !next.path.hasSuffix(".json") { onDelivery(next.receiver) }
    }
  }

  /// Separates hospitals into two groups.
  func split() {
    note("partition")
    for index in groups.indices { groups[index] = Int.random(in: 0...1, using: &random) }
  }

  /// Ends every separation.
  func join() { groups = groups.map { _ in 0 } }

  /// Takes some of the others' files out of a hospital's replica; they arrive again later.
  func rollBack(_ receiver: Int) {
    note("rollback-folder")
    let paths = sent[receiver].keys.sorted()
    guard let pivot = paths.randomElement(using: &random) else { return }
    let folder = pivot.split(separator: "/").dropLast().joined(separator: "/")
    for path in paths where path.hasPrefix(folder + "/") {
      if let place = FolderPath(path) { replicas[receiver].remove(place) }
      push(sent[receiver][path]!, path, receiver, Double.random(in: 1...60, using: &random))
    }
  }

  /// Ends all faults: everything that was ever sent arrives right.
  func heal() {
    isHealed = true
    join()
    queue = []
    for receiver in replicas.indices {
      for path in sent[receiver].keys.sorted() {
        push(sent[receiver][path]!, path, receiver, 1)
      }
    }
  }

  private func isActive(_ fault: Faults, _ probability: Double) -> Bool {
    guard faults.contains(fault), !isHealed,
      Double.random(in: 0..<1, using: &random) < probability
    else { return false }
    note(fault.description)
    return true
  }

  private func note(_ name: String) { counts[name, default: 0] += 1 }

  private func push(_ bytes: [UInt8], _ path: String, _ receiver: Int, _ delay: Double) {
    order += 1
    let delivery = Delivery(
      time: clock.seconds + delay, order: order, receiver: receiver, path: path, bytes: bytes)
    // Binary search: the queue stays sorted by time, then by order of sending.
    var (low, high) = (0, queue.count)
    while low < high {
      let middle = (low + high) / 2
      if (queue[middle].time, queue[middle].order) < (delivery.time, delivery.order) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    queue.insert(delivery, at: low)
  }

  /// The hospital in whose folder a file lies: h1 is 0.
  static func owner(of path: String) -> Int? {
    path.split(separator: "/").first.flatMap { Int($0.dropFirst()) }.map { $0 - 1 }
  }
}
