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
      return DataPlan(
        classes: classes, images: ImagePlan(side: images.integer("side", 8...1024)))
    case (false, true):
      return DataPlan(classes: classes, table: table(section.section("table")))
    default:
      section.refuse("images", "or [data.table] is needed: exactly one of the two")
      return DataPlan(classes: classes, images: ImagePlan(side: 8))
    }
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
