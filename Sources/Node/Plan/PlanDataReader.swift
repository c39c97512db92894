import Artifacts
import ModelUpdate

/// Reads `[data]`.
struct PlanDataReader {
  func read(_ section: PlanSection) -> DataPlan {
    defer { section.finish() }
    let classes = section.texts("classes")
    if classes.count == 1 { section.refuse("classes", "must name at least two classes") }
    switch (section.has("images"), section.has("table")) {
    case (true, false):
      let images = section.section("images")
      defer { images.finish() }
      let side = images.integer("side", 8...1024)
      return DataPlan(
        classes: classes,
        images: ImagePlan(
          side: side, labels: labels(images),
          augmentation: images.has("augmentation")
            ? augmentation(images.section("augmentation")) : nil))
    case (false, true):
      return DataPlan(classes: classes, table: table(section.section("table")))
    default:
      section.refuse("images", "or [data.table] is needed: exactly one of the two")
      return DataPlan(classes: classes, images: ImagePlan(side: 8))
    }
  }

  private func labels(_ section: PlanSection) -> ImageLabels? {
    switch section.text("labels", default: "folders") {
    case "columns": return .columns
    case "folders", "": return nil
    default:
      section.refuse(
        "labels", "must be \"folders\" (one class each) or \"columns\" (of metadata.csv)")
      return nil
    }
  }

  private func augmentation(_ section: PlanSection) -> AugmentationPlan {
    defer { section.finish() }
    return AugmentationPlan(
      shift: section.real("shift", from: 0, upTo: 0.5, default: 0.0),
      rotate: section.real("rotate", from: 0, upTo: 180, default: 0.0),
      contrast: section.real("contrast", from: 0, upTo: 0.9, default: 0.0),
      flip: section.boolean("flip", default: false))
  }

  private func table(_ section: PlanSection) -> TablePlan {
    defer { section.finish() }
    return TablePlan(
      label: section.text("label"), features: section.sections("feature").map(feature),
      patient: section.has("patient") ? section.text("patient") : nil)
  }

  private func feature(_ section: PlanSection) -> TableFeature {
    defer { section.finish() }
    let column = section.text("column")
    if section.has("values") {
      return TableFeature(column: column, values: section.texts("values"))
    }
    let low = section.real("low", above: -1e300, upTo: 1e300)
    let high = section.real("high", above: -1e300, upTo: 1e300)
    if section.has("low"), section.has("high"), low >= high {
      section.refuse("high", "must be above low")
    }
    return TableFeature(
      column: column, low: low, high: high,
      missingIndicator: section.boolean("missing_indicator", default: false))
  }
}
