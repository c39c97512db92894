import ArgumentParser

/// `data`: a hospital's own data, before and beside training.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "Check this hospital's own data, or import them from DICOM files.",
    subcommands: [DataCheckCommand.self, DataImportCommand.self])
}
