import Artifacts
import Foundation

/// A statement's JSON as a tree, so that any one of its fields can be changed.
indirect enum JSONTree: Codable, Hashable, Sendable {
  case object([String: JSONTree])
  case list([JSONTree])
  case text(String)
  case number(Int)
  case flag(Bool)

  /// One step from a value to a value in it.
  enum Step: Hashable, Sendable {
    case key(String)
    case index(Int)
  }

  init(_ bytes: [UInt8]) throws {
    self = try JSONDecoder().decode(JSONTree.self, from: Data(bytes))
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Int.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([JSONTree].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: JSONTree].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .object(let fields): try container.encode(fields)
    case .list(let list): try container.encode(list)
    case .text(let text): try container.encode(text)
    case .number(let number): try container.encode(number)
    case .flag(let flag): try container.encode(flag)
    }
  }

  /// The canonical line of this value.
  var line: [UInt8] { CanonicalJSON.encode(self) }

  /// Every value below this one with the way to it, in a fixed order.
  var all: [(path: [Step], value: JSONTree)] {
    let inner: [(Step, JSONTree)]
    switch self {
    case .object(let fields):
      inner = fields.sorted { $0.key < $1.key }.map { (.key($0.key), $0.value) }
    case .list(let list): inner = list.enumerated().map { (.index($0.offset), $0.element) }
    case .text, .number, .flag: return []
    }
    return inner.flatMap { step, value in
      [(path: [step], value: value)] + value.all.map { (path: [step] + $0.path, value: $0.value) }
    }
  }

  /// Every value that holds no others.
  var leaves: [(path: [Step], value: JSONTree)] {
    all.filter { _, value in
      switch value {
      case .object, .list: false
      case .text, .number, .flag: true
      }
    }
  }

  /// The value at the end of a way.
  subscript(_ path: [Step]) -> JSONTree? {
    guard let step = path.first else { return self }
    switch (self, step) {
    case (.object(let fields), .key(let key)): return fields[key]?[Array(path.dropFirst())]
    case (.list(let list), .index(let index)):
      return list.indices.contains(index) ? list[index][Array(path.dropFirst())] : nil
    default: return nil
    }
  }

  /// The tree with another value at the end of a way, or without it.
  func with(_ value: JSONTree?, at path: [Step]) -> JSONTree {
    guard let step = path.first else { return value ?? self }
    let rest = Array(path.dropFirst())
    switch (self, step) {
    case (.object(var fields), .key(let key)):
      fields[key] = rest.isEmpty ? value : fields[key]?.with(value, at: rest)
      return .object(fields)
    case (.list(var list), .index(let index)):
      if rest.isEmpty, value == nil {
        list.remove(at: index)
      } else {
        list[index] = list[index].with(value, at: rest)
      }
      return .list(list)
    default: return self
    }
  }

  /// The line with raw text, which need not be JSON, in place of a value.
  func line(with raw: String, at path: [Step]) -> [UInt8] {
    let mark = "raw text stands here"
    let text = String(decoding: with(.text(mark), at: path).line, as: UTF8.self)
    return [UInt8](text.replacingOccurrences(of: "\"\(mark)\"", with: raw).utf8)
  }

  /// Another value of the same kind, as near as possible.
  var altered: JSONTree {
    switch self {
    case .text(let text):
      guard let first = text.first else { return .text("x") }
      return .text((first == "1" ? "2" : "1") + text.dropFirst())
    case .number(let number): return .number(number + 1)
    case .flag(let flag): return .flag(!flag)
    case .object, .list: return self
    }
  }
}

extension [JSONTree.Step] {
  /// `body.shares.nonce.h1`.
  var text: String {
    map { step in
      switch step {
      case .key(let key): key
      case .index(let index): String(index)
      }
    }.joined(separator: ".")
  }

  /// A way by names alone.
  init(_ names: String...) { self = names.map { .key($0) } }
}
