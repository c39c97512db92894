/// Examples as the network reads them while their arrays are held.
struct ExampleView {
  let features: UnsafePointer<Float>
  let size: Int
  let labels: LabelledExamples
}
