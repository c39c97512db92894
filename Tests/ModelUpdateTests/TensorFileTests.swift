import ModelUpdate
import Testing

@Suite("Foreign safetensors files")
struct TensorFileTests {
  private func file(_ header: String, numbers: Int = 16) -> [UInt8] {
    let text = Array(header.utf8)
    let length = (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }
    return length + text + [UInt8](repeating: 0, count: numbers)
  }

  private func entry(_ begin: Int, _ end: Int, type: String = "F32", shape: String = "[2]")
    -> String
  {
    #"{"dtype":"\#(type)","shape":\#(shape),"data_offsets":[\#(begin),\#(end)]}"#
  }

  @Test("A file that PyTorch could have written is read, in any order of names")
  func reading() throws {
    let header = #"{"b":\#(entry(8, 16)),"a":\#(entry(0, 8)),"__metadata__":{"format":"pt"}}"#
    var bytes = file(header + "  ")
    bytes.replaceSubrange(
      (bytes.count - 16)..., with: [0, 0, 128, 63] + Array(repeating: 0, count: 12))
    let read = try TensorFile(bytes)
    #expect(read.metadata == ["format": "pt"])
    #expect(Set(read.tensors.keys) == ["a", "b"])
    #expect(try read.floats("a", shape: [2]) == [1, 0])
    #expect(try read.floats("b", shape: [2]) == [0, 0])
  }

  @Test(
    "A header that does not fit the file is refused",
    arguments: [
      #"{"a":\#(0)}"#, "[]", "{", #"{"a":{"dtype":"F32","shape":[2]}}"#,
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}"#,
      #"{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,16]}}"#,
      #"{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,16]}}"#,
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#,
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}"#,
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,24]}}"#,
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,16]},"b":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}"#,
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[16,0]}}"#,
      // Finds of the fuzzer: the type stands in messages.
      #"{"a":{"dtype":"F16\u001b[2K\n","shape":[4],"data_offsets":[0,16]}}"#,
      #"{"a":{"dtype":"","shape":[4],"data_offsets":[0,16]}}"#,
    ])
  func badHeaders(header: String) {
    #expect(throws: ModelUpdateError.self) { try TensorFile(file(header)) }
  }

  @Test("Empty tensors may begin where the next one does, in any order of names")
  func emptyTensors() throws {
    // Ten of them: in a wrong order they come out right by chance alone.
    let empty = (0..<10).map { #""e\#($0)":\#(entry(0, 0, shape: "[0]"))"# }
    let entries = empty + [#""x":\#(entry(0, 16, shape: "[4]"))"#]
    let header = "{\(entries.joined(separator: ","))}"
    #expect(try TensorFile(file(header)).tensors.count == 11)
  }

  @Test("A tensor of another type or shape, or none, is refused by name")
  func badTensors() throws {
    let header = #"{"h":\#(entry(0, 8, type: "F16", shape: "[4]")),"x":\#(entry(8, 16))}"#
    let read = try TensorFile(file(header))
    for (name, shape) in [("h", [4]), ("x", [1, 2]), ("x", [3]), ("y", [2])] {
      do {
        _ = try read.floats(name, shape: shape)
        Issue.record("\(name) \(shape) was taken")
      } catch {
        #expect(error.code == .invalidFile && error.message.contains(name))
      }
    }
    // The shape says more numbers than the tensor has bytes.
    let lying = try TensorFile(file(#"{"x":\#(entry(0, 16, shape: "[2]"))}"#))
    #expect(throws: ModelUpdateError.self) { try lying.floats("x", shape: [2]) }
    var infinite = file(#"{"x":\#(entry(0, 16, shape: "[4]"))}"#)
    infinite.replaceSubrange((infinite.count - 4)..., with: [0, 0, 128, 127])
    #expect(throws: ModelUpdateError.self) { try TensorFile(infinite).floats("x", shape: [4]) }
  }
}
