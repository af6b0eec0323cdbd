extension DashboardPage {
  /// The text of the page's only `<style>` element, byte by byte: for the hash in a Content-Security-Policy.
  package static let style = """

    :root {
      color-scheme: light dark;
      --paper: #f6f6f3; --card: #ffffff; --ink: #1d2126; --dim: #5d656e; --rule: #e2e2dc; --track: #efefea;
      --c0: #31628f; --c1: #c08a2e; --c2: #5b8f72; --c3: #9a5b86; --c4: #6b74b8; --c5: #a8603f; --rest: #9aa0a6;
      --ok: #3f7d5a; --warn: #a86a10; --bad: #b0413a; --run: #4b7fb0;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #14171a; --card: #1c2024; --ink: #e4e6e8; --dim: #9aa3ac; --rule: #30363c; --track: #262b30;
        --c0: #6ea3d3; --c1: #d8aa5a; --c2: #7fb698; --c3: #c78bb5; --c4: #979fdc; --c5: #d48d6b; --rest: #747c85;
        --ok: #6fb58d; --warn: #d9a04a; --bad: #e07a72; --run: #7fb0dd;
      }
    }
    * { box-sizing: border-box; }
    body {
      margin: 0 auto; padding: 28px 24px 40px; max-width: 1180px; background: var(--paper); color: var(--ink);
      font: 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
      font-variant-numeric: tabular-nums; -webkit-text-size-adjust: 100%;
    }
    header { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 2px 24px; }
    h1 { margin: 0; font-size: 21px; font-weight: 650; letter-spacing: -0.01em; }
    h1 .scope { color: var(--dim); font-weight: 450; margin-left: 6px; overflow-wrap: anywhere; }
    header p { margin: 0; color: var(--dim); }
    h2 { margin: 0; font-size: 15px; font-weight: 650; }
    h3 { margin: 0 0 4px; font-size: 13px; font-weight: 600; }
    .lead { margin: 1px 0 12px; color: var(--dim); }
    .none, .more { margin: 8px 0 0; color: var(--dim); }
    .tiles {
      display: grid; grid-template-columns: repeat(auto-fit, minmax(146px, 1fr)); gap: 1px; list-style: none;
      margin: 18px 0 20px; padding: 0; background: var(--card); border: 1px solid var(--rule); border-radius: 8px;
      overflow: hidden;
    }
    .tile { padding: 12px 14px; box-shadow: 0 0 0 1px var(--rule); display: flex; flex-direction: column; }
    .tile .what, .tile .note { color: var(--dim); font-size: 12.5px; }
    .tile strong { font-size: 21px; font-weight: 600; letter-spacing: -0.01em; line-height: 1.35; }
    .tile.warn strong { color: var(--warn); }
    .tile.bad strong { color: var(--bad); }
    .cards { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 18px; align-items: start; }
    .stack { display: grid; gap: 18px; align-content: start; min-width: 0; }
    .card {
      background: var(--card); border: 1px solid var(--rule); border-radius: 8px; padding: 16px 18px 14px; min-width: 0;
    }
    .wide { grid-column: 1 / -1; }
    .pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 24px; }
    .chart { display: block; width: 100%; height: auto; overflow: visible; }
    .chart text { font-size: 11px; fill: var(--dim); }
    .chart text.value { fill: var(--ink); }
    .grid { stroke: var(--rule); stroke-width: 1; }
    .base { stroke: var(--dim); stroke-width: 1; opacity: 0.6; }
    .target { stroke: var(--ink); stroke-width: 1; stroke-dasharray: 3 3; }
    .track { fill: var(--track); }
    .line { fill: none; stroke-width: 1.4; stroke-linejoin: round; stroke-linecap: round; }
    .line.main { stroke: var(--c0); stroke-width: 2.4; }
    .line.l0 { stroke: var(--c0); } .line.l1 { stroke: var(--c1); } .line.l2 { stroke: var(--c2); }
    .line.l3 { stroke: var(--c3); } .line.l4 { stroke: var(--c4); } .line.l5 { stroke: var(--c5); }
    .dot { fill: var(--rest); }
    .dot.main { fill: var(--c0); }
    .dot.l1 { fill: var(--c1); } .dot.l2 { fill: var(--c2); } .dot.l3 { fill: var(--c3); }
    .dot.l4 { fill: var(--c4); } .dot.l5 { fill: var(--c5); }
    .bar { fill: var(--c0); }
    .bar.c1 { fill: var(--c1); } .bar.c2 { fill: var(--c2); } .bar.c3 { fill: var(--c3); } .bar.c4 { fill: var(--c4); }
    .bar.c5 { fill: var(--c5); } .bar.rest { fill: var(--rest); } .bar.ok { fill: var(--ok); }
    .bar.warn { fill: var(--warn); } .bar.bad { fill: var(--bad); } .bar.run { fill: var(--run); }
    .spark { width: 80px; height: 18px; vertical-align: middle; }
    .spark .line { stroke-width: 1.6; }
    .legend { display: flex; flex-wrap: wrap; gap: 2px 16px; list-style: none; margin: 8px 0 0; padding: 0; font-size: 12.5px; color: var(--dim); }
    .legend li { overflow-wrap: anywhere; }
    .key { width: 12px; height: 9px; margin-right: 6px; }
    details { margin-top: 10px; }
    summary { color: var(--dim); cursor: pointer; font-size: 12.5px; width: fit-content; border-radius: 3px; }
    summary:hover { color: var(--ink); }
    :focus-visible { outline: 2px solid var(--run); outline-offset: 2px; }
    .scroll { overflow-x: auto; margin-top: 8px; }
    table { border-collapse: collapse; width: 100%; font-size: 13px; }
    caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    th, td { text-align: left; vertical-align: top; padding: 5px 14px 5px 0; border-bottom: 1px solid var(--rule); font-weight: 400; }
    th:last-child, td:last-child { padding-right: 0; }
    tbody tr:last-child > * { border-bottom: 0; }
    thead th { color: var(--dim); font-size: 12px; white-space: nowrap; }
    td.n, th.n { text-align: right; white-space: nowrap; }
    bdi { overflow-wrap: break-word; }
    td .id, tbody th .id { white-space: nowrap; }
    .pair td .id, .pair tbody th .id { white-space: normal; overflow-wrap: anywhere; }
    .id { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 12px; }
    .dim { color: var(--dim); }
    .state { display: inline-block; white-space: nowrap; }
    .state::before { content: ""; display: inline-block; width: 7px; height: 7px; border-radius: 50%; margin-right: 6px; background: var(--rest); }
    .state.ok::before { background: var(--ok); }
    .state.warn::before { background: var(--warn); }
    .state.bad::before { background: var(--bad); }
    footer { margin-top: 20px; color: var(--dim); font-size: 12.5px; }
    code { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 12px; }
    @media (max-width: 820px) {
      .cards, .pair { grid-template-columns: minmax(0, 1fr); }
    }
    @media (max-width: 560px) {
      body { padding: 16px 12px 28px; }
      .card { padding: 14px 14px 12px; }
      .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); }
      .tile { padding: 10px 12px; }
      .tile strong { font-size: 18px; }
      .chart text { font-size: 14px; }
      th, td { padding-right: 10px; }
    }
    @media print {
      :root {
        --paper: #fff; --card: #fff; --ink: #000; --dim: #444; --rule: #ccc; --track: #eee;
        --c0: #31628f; --c1: #c08a2e; --c2: #5b8f72; --c3: #9a5b86; --c4: #6b74b8; --c5: #a8603f; --rest: #9aa0a6;
        --ok: #3f7d5a; --warn: #a86a10; --bad: #b0413a; --run: #4b7fb0;
      }
      body { padding: 0; max-width: none; font-size: 11px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      .card, .tiles { break-inside: avoid; }
      .cards, .pair { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 12px; }
      .tiles { grid-template-columns: repeat(7, minmax(0, 1fr)); }
      .tile { padding: 8px; }
      .tile strong { font-size: 15px; }
      .tile .what, .tile .note, .legend { font-size: 10px; }
      .card { padding: 10px 12px; }
      .chart text { font-size: 11px; }
      table, .id, thead th { font-size: 10px; }
      th, td { padding-right: 8px; }
      .spark { width: 52px; }
      details:not([open]) { display: none; }
      .scroll { overflow: visible; }
    }

    """
}
