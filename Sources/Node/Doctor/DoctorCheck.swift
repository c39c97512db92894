/// What a line of the doctor is about; the raw values are stable.
public enum DoctorCheck: String, Codable, Sendable, CaseIterable {
  /// Whether the shared directory is there, and on what file system.
  case share
  /// What is founded in it, and whether the hospital is a member.
  case consortium
  /// The hospital's own folder: its rights, and whether it can be written.
  case folder
  /// Whether others' folders can be written.
  case others
  /// Conflict copies and other strange names.
  case names
  /// Listing, renaming, replacing.
  case rename
  /// Bringing content and names to the disk.
  case sync
  /// Upper and lower case.
  case letterCase = "case"
  /// The clocks of others and of the file system.
  case clock
  /// How long others' files take to be here.
  case delay
  /// Room on the share and where the state lies.
  case room
  /// The private state: place, owner, permissions, keys.
  case state
  /// A process that works with the state.
  case process
  /// Whether something else signs with this identity.
  case identity
  /// What the others run.
  case versions
  /// Whether the data are where they were.
  case data
  /// What the model is computed with.
  case library
}
