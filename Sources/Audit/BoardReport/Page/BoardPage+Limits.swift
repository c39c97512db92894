/// What no audit of files can show.
extension BoardPage {
  var limits: Markup {
    let items: [(String, String)] = [
      (
        "Whether gradients are honest.",
        "A hospital that feeds false numbers into its own part is not noticed, unless they are so large that the sum is unusable."
      ),
      (
        "Whether influence was limited and noise was drawn.",
        "Both happen inside a hospital before anything is published. The plan counts on some hospitals leaving their noise out, but only on as many as may collude."
      ),
      (
        "Who colludes.",
        "More colluding hospitals than the plan tolerates can learn more than the numbers above say."
      ),
      (
        "What was never published, or was sent by other ways.",
        "The audit sees the shared directory and nothing else."
      ),
      (
        "Whether a last statement was taken away.",
        "A statement that no other refers to can vanish unseen. Compare the newest statements at the end of this page with each hospital."
      ),
      (
        "Whether keys belong to the hospitals.",
        "Compare the fingerprints below with the hospitals by telephone."
      ),
      (
        "How often data were used before.",
        "Epsilon is of this training alone. Other trainings on the same patients add to it."
      ),
      (
        "Whether the model is fit for clinical use.",
        "That is a matter of clinical evaluation, not of this audit."
      ),
    ]
    return section(
      "limits", "Limits: what no audit of files can show",
      [
        .element(
          "ul", [],
          items.map {
            .element("li", [], [.element("strong", [], [.text($0.0)]), " ", .text($0.1)])
          })
      ]
        + (report.hasKey
          ? []
          : [
            paragraph(
              "This audit had no key. Whether the sums and models are right was not recomputed; a member's or an auditor's key does that."
            )
          ]))
  }
}
