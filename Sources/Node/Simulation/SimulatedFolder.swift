import Artifacts
import SharedFolder
import Sodium

/// What a finished simulation leaves at an honest hospital, for an audit.
public struct SimulatedFolder {
  /// The seed of the consortium.
  public let seed: UInt64
  /// The shared folder as that hospital sees it.
  public let folder: any Folder
  /// Its sealing key, which opens every vector and model.
  public let key: SealingKey
  /// Who lied, or whose state was rolled back or copied: they may have signed anything.
  public let suspects: Set<MemberID>
  /// The last round that every honest hospital has closed.
  public let closed: Int
}
