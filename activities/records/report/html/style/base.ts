export const BASE = `
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "DejaVu Sans", sans-serif;
}
main { max-width: 1120px; margin: 0 auto; padding: 40px 24px 64px; overflow-wrap: anywhere; }
h1, h2, h3, h4, h5 { line-height: 1.25; margin: 0; text-wrap: balance; }
h1 { font-size: 2rem; letter-spacing: -0.015em; }
h2 { font-size: 1.4rem; letter-spacing: -0.01em; margin-bottom: 16px; }
h2 small { display: block; font-size: 0.8125rem; font-weight: 600; color: var(--soft); letter-spacing: 0; }
h3 { font-size: 1.0625rem; margin: 32px 0 12px; }
h4 { font-size: 1rem; }
h5 { font-size: 0.875rem; margin: 20px 0 8px; }
h3 + .facts { margin-top: 0; }
p { margin: 0 0 8px; }
a { color: var(--curve); }
small { font-size: 0.8125rem; color: var(--soft); font-weight: 400; }
td small, th small, dd small, .vote small { display: block; }
code, pre { font: 0.8125em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
code { background: var(--wash); border: 1px solid var(--line); border-radius: 4px; padding: 0 4px; overflow-wrap: anywhere; -webkit-box-decoration-break: clone; box-decoration-break: clone; }
pre { background: var(--wash); border: 1px solid var(--line); border-radius: 8px; padding: 16px; overflow-x: auto; white-space: pre-wrap; }
section { margin-top: 40px; }
.icon { width: 1.15em; height: 1.15em; flex: none; vertical-align: -0.2em; }
.icon .fill { fill: var(--tone); }
.icon .hollow { fill: none; stroke: var(--tone); stroke-width: 2; }
.icon .sign, .icon .mark { fill: none; stroke: var(--sign); stroke-width: 2.6; stroke-linecap: round; stroke-linejoin: round; }
.icon .mark { stroke: var(--tone); stroke-width: 2.2; }
.badge { display: inline-flex; align-items: center; gap: 6px; font-weight: 600; color: var(--tone); white-space: nowrap; }
.none, .sampling, .when, .more { color: var(--soft); font-size: 0.875rem; }
.notice { display: flex; gap: 8px; align-items: baseline; background: var(--unknown-wash); border-radius: 8px; padding: 10px 14px; font-size: 0.9375rem; }
footer { margin-top: 48px; padding-top: 16px; border-top: 1px solid var(--line); color: var(--soft); font-size: 0.8125rem; }
details { border-top: 1px solid var(--line); padding-top: 16px; }
summary { cursor: pointer; font-weight: 600; }
@media (max-width: 640px) {
  main { padding: 24px 16px 48px; }
  h1 { font-size: 1.5rem; }
}
`;
