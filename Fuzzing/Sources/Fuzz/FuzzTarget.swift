import Foundation

/// A decoder that is fed arbitrary bytes.
protocol FuzzTarget {
  /// Calls the decoder as readers call it, and checks what must hold whatever the bytes are. A
  /// refusal is the decoder's own error; everything else ends the process.
  static func read(_ bytes: [UInt8])
}

/// The decoders by the names that `Scripts/fuzz` takes.
enum FuzzTargets {
  static let all: [String: any FuzzTarget.Type] = [
    "canonical": CanonicalTarget.self, "csv": TableTarget.self, "dicom": DicomTarget.self,
    "export": ExportTarget.self, "images": ImageTarget.self, "keys": KeyTarget.self,
    "minisig": SignatureTarget.self, "plan": PlanTarget.self, "safetensors": TensorTarget.self,
    "sealed": SealedTarget.self, "statements": StatementTarget.self,
  ]

  /// The one that the environment names.
  static let chosen: any FuzzTarget.Type = {
    let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
    guard let target = all[name] else {
      print("FUZZ_TARGET must be one of \(all.keys.sorted().joined(separator: ", "))")
      exit(64)
    }
    return target
  }()
}

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzTargets.chosen.read(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}
