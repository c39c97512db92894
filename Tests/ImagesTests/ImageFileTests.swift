import Foundation
import Images
import TestFolders
import Testing

@Suite("Files")
struct ImageFileTests {
  private let folder = TemporaryFolders.url
    .appendingPathComponent("decaph-images-\(UUID().uuidString)").path

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func code(_ name: String) -> ImageError? {
    do {
      _ = try GreyImage.load("\(folder)/\(name)")
      return nil
    } catch {
      return error
    }
  }

  @Test("The ending does not count, links are followed, errors name the last component only")
  func loads() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let image = try GreyImage(width: 2, height: 2, pixels: [1, 2, 3, 4])
    try Data(image.encodePNG()).write(to: URL(fileURLWithPath: "\(folder)/a.jpg"))
    #expect(try GreyImage.load("\(folder)/a.jpg") == image)
    #expect(symlink("a.jpg", "\(folder)/link.png") == 0)
    #expect(try GreyImage.load("\(folder)/link.png") == image)

    let error = code("absent.png")
    #expect(error?.code == .unreadable)
    #expect(error?.message.contains("absent.png") == true)
    #expect(error?.message.contains(folder) == false)
  }

  @Test("Pipes, folders, loops and links to devices are refused without waiting")
  func refuses() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(mkfifo("\(folder)/pipe.png", 0o600) == 0)
    #expect(mkdir("\(folder)/folder.png", 0o700) == 0)
    #expect(symlink("loop.png", "\(folder)/loop.png") == 0)
    #expect(symlink("/dev/zero", "\(folder)/device.png") == 0)
    #expect(code("pipe.png")?.code == .notAFile)
    #expect(code("folder.png")?.code == .notAFile)
    #expect(code("device.png")?.code == .notAFile)
    #expect(code("loop.png")?.code == .unreadable)
  }

  @Test("A file larger than the limit is refused unread")
  func large() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/sparse.png"
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    #expect(truncate(path, 1 << 40) == 0)
    #expect(code("sparse.png")?.code == .tooLarge)
  }
}
