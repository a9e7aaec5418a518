export const VERDICT = `
.top .kind { color: var(--soft); font-size: 0.8125rem; font-weight: 600; margin-bottom: 4px; }
.top .lead { font-size: 1.0625rem; color: var(--soft); max-width: 70ch; margin: 8px 0 0; text-wrap: balance; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 310px), 1fr)); gap: 12px 24px; margin: 24px 0 0; font-size: 0.9375rem; }
.facts > div { min-width: 0; }
.facts dt { font-size: 0.8125rem; color: var(--soft); }
.facts dd { margin: 0; }
.facts .hash { word-break: break-all; }
.answers { display: grid; grid-template-columns: repeat(3, 1fr); gap: 16px; }
.answer {
  display: grid; grid-template-columns: auto 1fr; column-gap: 14px; align-content: start;
  background: var(--tone-wash); border: 1px solid var(--tone); border-left-width: 6px; border-radius: 8px; padding: 16px;
}
.answer .icon { width: 40px; height: 40px; }
.answer p { margin: 0; }
.answer .question { display: block; font-size: 0.8125rem; color: var(--soft); line-height: 1.2; }
.answer strong { font-size: 1.375rem; line-height: 1.2; color: var(--tone); }
.answer .detail { grid-column: 1 / -1; margin-top: 10px; font-size: 0.9375rem; }
.residue, .reasons { margin-top: 16px; }
.residue h3, .reasons h3 { font-size: 0.9375rem; margin: 0 0 4px; }
.residue { border-left: 6px solid var(--bad); background: var(--bad-wash); padding: 12px 16px; border-radius: 8px; }
.residue ul, .reasons ul { margin: 0; padding-left: 20px; }
@media screen and (max-width: 640px) {
  .facts { grid-template-columns: 1fr 1fr; gap: 10px 16px; }
  .facts .long { grid-column: 1 / -1; }
}
@media (max-width: 760px) { .answers { grid-template-columns: 1fr; gap: 10px; } }
`;
