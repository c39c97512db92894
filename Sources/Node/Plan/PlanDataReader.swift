import Artifacts
import ModelUpdate

/// Reads `[data]`.
struct PlanDataReader {
  let lists: PlanColumnLists

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
      patient: section.has("patient") ? section.text("patient") : nil,
      mostMissing: section.has("most_missing")
        ? section.real("most_missing", above: 0, upTo: 0.99) : nil)
  }

  private func feature(_ section: PlanSection) -> TableFeature {
    defer { section.finish() }
    let columns = columns(section)
    let missingValues = section.has("missing_values") ? section.texts("missing_values") : nil
    if section.has("values") {
      return TableFeature(
        columns: columns, values: section.texts("values"), missingValues: missingValues)
    }
    let low = section.real("low", above: -1e300, upTo: 1e300)
    let high = section.real("high", above: -1e300, upTo: 1e300)
    if section.has("low"), section.has("high"), low >= high {
      section.refuse("high", "must be above low")
    }
    return TableFeature(
      columns: columns, low: low, high: high,
      missingIndicator: section.boolean("missing_indicator", default: false),
      missingValues: missingValues, unit: section.has("unit") ? section.text("unit") : nil)
  }

  private func columns(_ section: PlanSection) -> [String] {
    let keys = ["column", "columns", "columns_file"].filter(section.has)
    switch keys.first {
    case _ where keys.count > 1:
      section.refuse(keys[1], "and \(keys[0]) exclude each other")
      return []
    case "column": return [section.text("column")]
    case "columns": return section.texts("columns")
    case "columns_file": return lists.names(section)
    default:
      section.refuse("column", "is missing; several alike columns are named by columns = [...]")
      return []
    }
  }
}
