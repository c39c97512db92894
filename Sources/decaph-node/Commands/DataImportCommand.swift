import ArgumentParser
import Node

/// `data import`: DICOM files become images that the node reads.
struct DataImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make grey PNG files without identifiers out of DICOM files.",
    discussion: """
      Needs DCMTK (apt-get install dcmtk). Writes one folder of numbered PNG files for each class, \
      and a metadata.csv with a pseudonym for each patient. No text of a DICOM file is copied. What \
      stands in the pictures themselves is not looked at: objects that say they have text burned in \
      are passed over, others have to be looked at by people.

      Broken off, it goes on where it was when the same command is given again. It ends with 65 if \
      there is nothing to import or more than 5 % of the images are damaged, with 69 without DCMTK.
      """)

  @Option(
    help: ArgumentHelp(
      "The folder of DICOM files.",
      discussion: "Without --labels it has one folder for each class.", valueName: "directory"))
  var from: String

  @Option(
    help: ArgumentHelp(
      "A new folder for the images, or one that an import has begun.", valueName: "directory"))
  var into: String

  @Option(
    help: ArgumentHelp(
      "A CSV file that says which class each image has.",
      discussion: """
        It has a column 'class' and one of 'file', 'SOPInstanceUID', 'AccessionNumber', 'PatientID'.
        """, valueName: "file"))
  var labels: String?

  @Flag(
    help: ArgumentHelp(
      "Add a column 'source': a pseudonym for manufacturer and station.",
      discussion: "With it 'data check' finds classes that come from one device."))
  var withSource = false

  @Option(
    help: ArgumentHelp(
      "Where the key of the pseudonyms lies; never give it away.",
      discussion: """
        Without it: $DECAPH_STATE/data_import, else $XDG_STATE_HOME/decaph/data_import, else \
        ~/.local/state/decaph/data_import.
        """, valueName: "directory"))
  var state: String?

  func run() throws {
    try Terminal.guarded {
      let summary = try ImportDicom(
        from: from, into: into, labels: labels, withSource: withSource, state: state
      ).run { Terminal.progress("read \($0) of \($1) files") }
      Terminal.progress(nil)
      Terminal.print(summary.text)
      if summary.status != .done { throw ExitCode(summary.status.rawValue) }
    }
  }
}
