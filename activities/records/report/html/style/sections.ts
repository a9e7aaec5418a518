export const SECTIONS = `
.next { margin: 0; padding: 0; list-style: none; counter-reset: step; }
.next li { counter-increment: step; position: relative; padding: 10px 0 10px 40px; border-top: 1px solid var(--line); max-width: 100ch; }
.next li::before {
  content: counter(step); position: absolute; left: 0; top: 11px; width: 24px; height: 24px; border-radius: 50%;
  background: var(--wash); border: 1px solid var(--line); font-size: 0.8125rem; font-weight: 600; line-height: 22px; text-align: center;
}
.next li .command { display: block; width: fit-content; margin-top: 6px; padding: 6px 10px; background: var(--paper); }
.next li.urgent { background: linear-gradient(to right, transparent 28px, var(--bad-wash) 28px); padding-right: 14px; }
.next li.urgent strong { color: var(--bad); }
.next li.urgent::before { background: var(--bad); border-color: var(--bad); color: var(--sign); }
.experiment { border-top: 2px solid var(--ink); padding-top: 24px; margin-top: 56px; }
.hypothesis { margin: 0 0 8px; padding-left: 16px; border-left: 3px solid var(--line); font-size: 1.0625rem; max-width: 80ch; }
.experiment > .answers { margin-top: 20px; }
.sli { border: 1px solid var(--line); border-radius: 10px; padding: 16px; margin-top: 16px; }
.sli .sampling { margin: 2px 0 12px; }
.blind { margin: 0 0 12px; padding-left: 20px; font-size: 0.9375rem; }
.account { display: grid; grid-template-columns: repeat(5, 1fr); gap: 1px; background: var(--line); border: 1px solid var(--line); border-radius: 8px; overflow: hidden; margin: 0 0 8px; }
.figure { background: var(--paper); padding: 10px 12px; display: flex; flex-direction: column; }
.figure.bad, .figure.warn { background: var(--tone-wash); }
.figure dt { font-size: 0.8125rem; font-weight: 600; display: flex; gap: 5px; align-items: center; }
.figure dd { margin: 0; font-size: 1.25rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.figure.bad dd, .figure.warn dd { color: var(--tone); }
.figure dd.says { font-size: 0.75rem; font-weight: 400; line-height: 1.3; color: var(--soft); }
.vote + .vote { margin-top: 6px; }
@media (max-width: 760px) { .account { grid-template-columns: 1fr 1fr; } .sli { padding: 12px; } }
`;
