/// What the steps of one clipped sum have in common.
struct Batch {
  let parameters: [Float]
  let examples: LabelledExamples
  let clipping: Clipping
}
