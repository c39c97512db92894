/// The one style sheet of a page: screen, print on A4, light and dark.
struct PageStyle: Sendable {
  /// The text. It holds neither `<` nor `&`, so it needs no escaping in HTML and XML.
  let text = """
    :root { color-scheme: light dark; \(Palette.light.declarations) }
    @media (prefers-color-scheme: dark) { :root { \(Palette.dark.declarations) } }
    * { box-sizing: border-box; }
    body { font: 1rem/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; color: var(--ink);
      background: var(--paper); max-width: 54rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
    h1 { font-size: 1.7rem; line-height: 1.2; margin: 0.2rem 0 0.6rem; }
    h2 { font-size: 1.25rem; line-height: 1.25; margin: 2.4rem 0 0.6rem; padding-top: 0.6rem;
      border-top: 2px solid var(--rule); }
    h3 { font-size: 1rem; margin: 1.4rem 0 0.4rem; }
    p { margin: 0.5rem 0; } ul { margin: 0.5rem 0; padding-left: 1.3rem; } li { margin: 0.2rem 0; }
    .kicker { color: var(--quiet); margin: 0; }
    .verdict { border: 2px solid; border-left-width: 0.6rem; padding: 0.8rem 1rem; margin: 1rem 0; }
    .verdict p { color: var(--ink); } .verdict strong { font-size: 1.15rem; }
    .verified { border-color: var(--good); } .violated { border-color: var(--bad); }
    .incomplete { border-color: var(--open); }
    .verified strong { color: var(--good); } .violated strong { color: var(--bad); }
    .incomplete strong { color: var(--open); }
    .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
      gap: 0.6rem; margin: 1rem 0; }
    .figures div { background: var(--panel); padding: 0.6rem 0.8rem; }
    .figures dt { color: var(--quiet); font-size: 0.8rem; }
    .figures dd { margin: 0; font-size: 1.15rem; font-weight: 600; }
    .figures dd span { display: block; font-size: 0.8rem; font-weight: 400; }
    nav { font-size: 0.9rem; } nav a { color: var(--first); margin-right: 0.8rem; white-space: nowrap; }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; margin: 0.6rem 0; font-size: 0.85rem;
      line-height: 1.4; }
    caption { text-align: left; color: var(--quiet); padding-bottom: 0.3rem; }
    th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.8rem 0.3rem 0;
      border-bottom: 1px solid var(--rule); }
    thead th { color: var(--quiet); font-weight: 600; vertical-align: bottom;
      border-bottom: 2px solid var(--axis); }
    th.number, td.number { text-align: right; font-variant-numeric: tabular-nums;
      white-space: nowrap; }
    tbody th { font-weight: 600; white-space: nowrap; } th code { overflow-wrap: normal; }
    th .pattern { white-space: normal; font-weight: 400; } tr.sum th, tr.sum td { font-weight: 600; }
    table { min-width: 36rem; } table.narrow { width: auto; min-width: 0; } .narrow th + th, .narrow td { padding-left: 1.5rem; }
    .bad { color: var(--bad); font-weight: 700; } .open { color: var(--open); font-weight: 700; }
    .quiet { color: var(--quiet); }
    code, pre { font-family: ui-monospace, "DejaVu Sans Mono", Consolas, monospace; font-size: 0.8rem; }
    code { overflow-wrap: anywhere; }
    pre { background: var(--panel); padding: 0.7rem 0.9rem; white-space: pre-wrap;
      overflow-wrap: anywhere; }
    figure { margin: 0.8rem 0; } figcaption { color: var(--quiet); font-size: 0.85rem; }
    svg { display: block; width: 100%; min-width: 36rem; height: auto; }
    svg text { fill: var(--ink); font: 11px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
    svg .tick { fill: var(--quiet); } svg .end { text-anchor: end; } svg .middle { text-anchor: middle; }
    svg .name1 { fill: var(--first); } svg .name2 { fill: var(--second); } svg .name0 { fill: var(--bad); }
    svg .axis { stroke: var(--axis); fill: none; } svg .rule { stroke: var(--rule); fill: none; }
    svg .cell { fill: var(--first); } svg .hole { fill: none; stroke: var(--axis); }
    svg .ring { fill: none; stroke: var(--paper); stroke-width: 1.6; }
    svg .ring.dark { stroke: var(--first); }
    svg .curve1 { fill: none; stroke: var(--first); stroke-width: 2; }
    svg .curve2 { fill: none; stroke: var(--second); stroke-width: 2; stroke-dasharray: 7 4; }
    svg .limit { fill: none; stroke: var(--bad); stroke-width: 2; stroke-dasharray: 2 3; }
    svg .mark1 { fill: var(--first); } svg .mark2 { fill: var(--paper); stroke: var(--second);
      stroke-width: 2; }
    .key { display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; padding: 0; list-style: none;
      font-size: 0.85rem; }
    .key b { display: inline-block; min-width: 1.5em; min-height: 1.5em; vertical-align: middle;
      border: 1px solid var(--axis); text-align: center; line-height: 1.4; margin-right: 0.4em; }
    .key b.full { background: var(--first); color: var(--paper); border-color: var(--first); }
    .finding { border-left: 4px solid var(--axis); padding: 0 0 0 0.8rem; margin: 0.8rem 0; }
    .finding.fail { border-color: var(--bad); } .finding.wait { border-color: var(--open); }
    .finding p { margin: 0.15rem 0; }
    details { margin: 0.6rem 0; } summary { cursor: pointer; color: var(--first); font-size: 0.9rem; }
    footer { margin-top: 2.5rem; color: var(--quiet); font-size: 0.85rem; }
    @page { size: A4; margin: 16mm 15mm 18mm; }
    @media print {
      :root { color-scheme: light; \(Palette.light.declarations) }
      html { font-size: 12.5px; } body { max-width: none; padding: 0; } nav { display: none; }
      h2 { margin-top: 1.6rem; } svg, table { min-width: 0; }
      .scroll { overflow: visible; }
      h1, h2, h3, caption, summary, thead { break-after: avoid; }
      tr, figure, .finding, .verdict, .figures, pre, li { break-inside: avoid; }
      thead { display: table-header-group; } p { orphans: 3; widows: 3; }
      .lead { break-inside: avoid; break-after: avoid; } table.short { break-inside: avoid; }
      .verdict, .figures div, pre, .key b { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      details::details-content { content-visibility: visible; height: auto; }
      summary { list-style: none; color: var(--quiet); }
    }

    """
}
