export const TABLE = `
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.9375rem; }
caption { text-align: left; font-size: 0.8125rem; color: var(--soft); padding-bottom: 4px; }
.text caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.number + :not(.number) { padding-left: 16px; }
th, td { text-align: left; vertical-align: top; padding: 8px 16px 8px 0; border-top: 1px solid var(--line); overflow-wrap: break-word; }
th:last-child, td:last-child { padding-right: 0; }
thead th { font-size: 0.8125rem; font-weight: 600; color: var(--soft); border-top: 0; vertical-align: bottom; white-space: nowrap; }
tbody th { font-weight: 600; }
.text tbody th { min-width: 8rem; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.numbers, .list { margin-top: 4px; }
.numbers table, .list table { font-size: 0.875rem; }
.numbers th, .numbers td { padding-top: 5px; padding-bottom: 5px; }
.list table { width: auto; }
.list th, .list td { padding: 2px 24px 2px 0; }
.list tbody th { font-weight: 400; }
.list code { white-space: nowrap; }
.list td { white-space: nowrap; }
.left { color: var(--bad); }
.whole { white-space: nowrap; }
@media screen and (max-width: 800px) {
  .text table, .text tbody, .text tr, .text th, .text td { display: block; }
  .text thead { display: none; }
  .text tr { border: 1px solid var(--line); border-radius: 8px; padding: 6px 12px; margin-bottom: 10px; }
  .text tbody th, .text tbody td { display: grid; grid-template-columns: 104px minmax(0, 1fr); gap: 0 12px; border: 0; padding: 4px 0; text-align: left; white-space: normal; }
  .text .number + :not(.number) { padding-left: 0; }
  .text tbody th::before, .text tbody td::before { content: attr(data-head); grid-row: 1 / span 9; color: var(--soft); font-size: 0.8125rem; font-weight: 400; line-height: 1.8; }
  .text tbody th > *, .text tbody td > * { grid-column: 2; justify-self: start; }
  .text tbody th { min-width: 0; }
  .numbers table { min-width: 520px; }
}
`;
