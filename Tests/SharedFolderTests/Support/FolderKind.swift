import SharedFolder
import TestFolders
import Testing

/// The two implementations, which must behave alike.
enum FolderKind: CaseIterable {
  case disk
  case memory

  func make() -> TestFolder {
    switch self {
    case .disk:
      let directory = TemporaryDirectory()
      return TestFolder(DirectoryFolder(directory.path)) { directory.plant($0, at: $1) }
    case .memory:
      let folder = MemoryFolder()
      return TestFolder(folder) { bytes, path in
        guard let path = FolderPath(path), (try? folder.plant(bytes, at: path)) != nil else {
          preconditionFailure("cannot plant \(path)")
        }
      }
    }
  }
}

/// A folder, and how a peer or a transport puts files into it.
///
/// Keeps the test's directory as long as the folder is used.
struct TestFolder: ForwardingFolder {
  let folder: any Folder
  private let planting: @Sendable ([UInt8], String) -> Void

  init(_ folder: any Folder, planting: @escaping @Sendable ([UInt8], String) -> Void) {
    self.folder = folder
    self.planting = planting
  }

  func plant(_ bytes: [UInt8], _ path: String) { planting(bytes, path) }
}

/// A path that the test knows to be valid.
func path(_ text: String) throws -> FolderPath { try #require(FolderPath(text)) }

/// An artifact's path that the test knows to be valid.
func artifact(_ text: String) throws -> ArtifactPath { try #require(ArtifactPath(text)) }
