import Foundation

/// Decoded images in one private file, so that the second start decodes nothing.
///
/// Layout, numbers little-endian: the magic `DECAPHI3`; three 64-bit words: bytes of the
/// key, bytes of the index, number of values; two 64-bit words of checksum over all that follows;
/// the key; the index (JSON); the values (32-bit floats). The key holds side, classes, and path,
/// size and time of change of every file; it is compared whole. A cache that is damaged or of
/// another key is as good as none.
struct ImageCache {
  let path: String
  let side: Int
  private let key: [UInt8]
  private let listingClasses: Int

  private static let magic = Array("DECAPHI3".utf8)
  private static let headerSize = 48

  /// The cache of a listing at a side; nothing is read yet.
  init(path: String, listing: ImageListing, side: Int) {
    self.path = path
    self.side = side
    listingClasses = listing.classes.count
    var text = "side \(side)\nroot \(listing.root)\n"
    for name in listing.classes { text += "class \(name)\n" }
    let metadata = FolderEntry(named: ImageTable.fileName, in: listing.root)
    text += "metadata \(metadata.size) \(metadata.modified)\n"
    for file in listing.files {
      // Marks follow from metadata.csv; that there are some has to be told.
      text +=
        "\(file.marks == nil ? "\(file.label)" : "marks") \(file.size) \(file.modified) \(file.path)\n"
    }
    key = Array(text.utf8)
  }

  /// The images, if the file is whole and was made from exactly these files.
  func load() -> CachedImages? {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      let header: [UInt8] = fill(descriptor, Self.headerSize, 0),
      Array(header.prefix(8)) == Self.magic
    else { return nil }

    let words = header.withUnsafeBytes { bytes in
      (1...5).map {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self))
      }
    }
    // Lengths are believed only where they add up to the size of the file.
    let size = UInt64(status.st_size)
    guard words[0] == UInt64(key.count), words[1] <= size, words[2] <= size / 4,
      UInt64(Self.headerSize) + words[0] + words[1] + words[2] * 4 == size,
      let stored: [UInt8] = fill(descriptor, key.count, 0), stored == key,
      let json: [UInt8] = fill(descriptor, Int(words[1]), 0),
      let values: [Float] = fill(descriptor, Int(words[2]), 0)
    else { return nil }

    let checksum = Self.checksum(key, json, values)
    guard checksum == (words[3], words[4]),
      let index = try? JSONDecoder().decode(CachedImages.Index.self, from: Data(json)),
      values.count == index.ids.count * side * side,
      index.marks.map({ $0.count == index.ids.count * listingClasses }) ?? true,
      index.marks != nil || index.labels.count == index.ids.count,
      index.groups.map({ $0.count == index.ids.count }) ?? true
    else { return nil }
    return CachedImages(index: index, values: values)
  }

  /// Writes the file, atomically and readable by its owner only.
  func store(_ images: CachedImages) throws(DataError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let json = (try? encoder.encode(images.index)).map(Array.init) else {
      throw DataError(.unwritable, "\(path): the index does not encode", remedy: "report this")
    }
    let checksum = Self.checksum(key, json, images.values)
    let words = [
      UInt64(key.count), UInt64(json.count), UInt64(images.values.count), checksum.0,
      checksum.1,
    ]
    let head = Self.magic + words.flatMap { word in (0..<8).map { UInt8(word >> ($0 * 8) & 255) } }
    let front = head + key + json
    let result: Result<Void, DataError> = front.withUnsafeBytes { front in
      images.values.withUnsafeBytes { values in
        Result { () throws(DataError) in try AtomicFile.replace(path, with: [front, values]) }
      }
    }
    try result.get()
  }

  private static func checksum(
    _ key: [UInt8], _ index: [UInt8], _ values: [Float]
  ) -> (UInt64, UInt64) {
    var hash = ContentHash()
    key.withUnsafeBytes { hash.update($0) }
    index.withUnsafeBytes { hash.update($0) }
    values.withUnsafeBytes { hash.update($0) }
    return hash.words
  }

  /// Reads `count` elements from where the file stands, or nil if it ends before.
  private func fill<Element: BitwiseCopyable>(
    _ descriptor: Int32, _ count: Int, _ empty: Element
  ) -> [Element]? {
    var elements = [Element](repeating: empty, count: count)
    let whole = elements.withUnsafeMutableBytes { bytes in
      var filled = 0
      while filled < bytes.count {
        let got = read(descriptor, bytes.baseAddress! + filled, bytes.count - filled)
        if got > 0 {
          filled += got
        } else if got == 0 || errno != EINTR {
          return false
        }
      }
      return true
    }
    return whole ? elements : nil
  }
}
