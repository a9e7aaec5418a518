export const TIMELINE = `
.timeline { list-style: none; margin: 0; padding: 0; }
.timeline li {
  display: grid; grid-template-columns: 216px 20px minmax(0, 1fr); gap: 0 16px; align-items: start; position: relative;
  padding: 0 0 12px; break-inside: avoid;
}
.timeline li:not(:last-child)::before { content: ""; position: absolute; left: 241px; top: 24px; bottom: -2px; width: 2px; background: var(--line); }
.timeline .icon { width: 20px; height: 20px; margin-top: 2px; }
.times { display: grid; grid-template-columns: 1fr auto; gap: 0 12px; font-variant-numeric: tabular-nums; white-space: nowrap; }
.times time { color: var(--soft); font-size: 0.8125rem; line-height: 1.5rem; }
.what { font-weight: 600; }
.what small { display: block; }
.timeline .bad .what { color: var(--bad); }
@media screen and (max-width: 640px) {
  .timeline li { grid-template-columns: 20px minmax(0, 1fr); gap: 0 12px; }
  .timeline li:not(:last-child)::before { left: 9px; top: 26px; }
  .timeline .times { grid-column: 2; grid-row: 2; display: flex; flex-wrap: wrap; font-size: 0.8125rem; align-items: baseline; }
  .timeline .icon { grid-column: 1; grid-row: 1; }
  .timeline .what { grid-column: 2; grid-row: 1; }
}
`;
