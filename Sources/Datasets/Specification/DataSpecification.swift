/// What the plan trains on: images or the rows of a table.
public enum DataSpecification: Equatable, Sendable {
  /// Folders of images.
  case images(ImageSpecification)
  /// A CSV file.
  case table(TableSpecification)

  /// The names of the classes, in the order of the labels.
  public var classes: [String] {
    switch self {
    case .images(let images): images.classes
    case .table(let table): table.classes
    }
  }

  /// The shape of one example: [channels, height, width] or [features].
  public var shape: [Int] {
    switch self {
    case .images(let images): images.shape
    case .table(let table): table.shape
    }
  }

  /// Checks that it makes sense.
  public func validate() throws(DataError) {
    switch self {
    case .images(let images): try images.validate()
    case .table(let table): try table.validate()
    }
  }

  /// Reads a hospital's data.
  ///
  /// - Parameters:
  ///   - path: A folder of images or a CSV file.
  ///   - cache: Where decoded images may be kept for the next start. Tables need none.
  ///   - progress: Told now and then how many of how many images are decoded.
  public func load(
    _ path: String, cache: String? = nil, progress: ((_ done: Int, _ of: Int) -> Void)? = nil
  ) throws(DataError) -> LoadedData {
    switch self {
    case .images(let images):
      try ImageFolder(path).load(images, cache: cache, progress: progress)
    case .table(let table): try TableLoader(table).load(path)
    }
  }
}

extension DataSpecification: Codable {
  private enum CodingKeys: String, CodingKey {
    case images, table
  }

  /// Decodes `{"images": ...}` or `{"table": ...}`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    guard container.allKeys.count == 1 else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: container.codingPath, debugDescription: "either images or table"))
    }
    if container.contains(.images) {
      self = .images(try container.decode(ImageSpecification.self, forKey: .images))
    } else {
      self = .table(try container.decode(TableSpecification.self, forKey: .table))
    }
  }

  /// Encodes `{"images": ...}` or `{"table": ...}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .images(let images): try container.encode(images, forKey: .images)
    case .table(let table): try container.encode(table, forKey: .table)
    }
  }
}
