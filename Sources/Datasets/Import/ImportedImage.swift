/// One image that an import has a place for: a line of its ledger.
public struct ImportedImage: Equatable, Sendable {
  /// Its running number, from 1.
  public let number: Int
  /// The class, and the name of the folder.
  public let title: String
  /// The patient's pseudonym; nil where the source names no patient.
  public let patient: String?
  /// The pseudonym of the device; nil where it is not known or not asked for.
  public var source: String?
  /// The pseudonym of the image, by which a second run knows it.
  public let identity: String

  /// Makes a line.
  public init(number: Int, title: String, patient: String?, source: String?, identity: String) {
    self.number = number
    self.title = title
    self.patient = patient
    self.source = source
    self.identity = identity
  }

  /// `COVID/000001.png`, below the folder of the import.
  public var path: String {
    let digits = String(number)
    return "\(title)/" + String(repeating: "0", count: max(6 - digits.count, 0)) + digits + ".png"
  }
}
