/** Paper is always light: the dark colours are for screens only. */
export const COLOURS = `
:root {
  color-scheme: light;
  --paper: #ffffff; --wash: #f5f7f9; --ink: #1a1f26; --soft: #55606c; --line: #d9dfe5;
  --good: #0b6b4b; --good-wash: #e7f5ef;
  --bad: #b4231a; --bad-wash: #fdecea;
  --warn: #8a5300; --warn-wash: #fdf3e0;
  --unknown: #4a4fa3; --unknown-wash: #eeeffa;
  --curve: #1a5fb4; --fault: #b06000; --sign: #ffffff;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    color-scheme: dark;
    --paper: #12161b; --wash: #1a2027; --ink: #e6eaee; --soft: #9aa6b2; --line: #323b45;
    --good: #4fc794; --good-wash: #12291f;
    --bad: #ff8078; --bad-wash: #351a19;
    --warn: #e8b04b; --warn-wash: #2e2411;
    --unknown: #a9adff; --unknown-wash: #20223f;
    --curve: #74b3ff; --fault: #e5a24a; --sign: #12161b;
  }
}
.good { --tone: var(--good); --tone-wash: var(--good-wash); }
.bad { --tone: var(--bad); --tone-wash: var(--bad-wash); }
.warn { --tone: var(--warn); --tone-wash: var(--warn-wash); }
.unknown { --tone: var(--unknown); --tone-wash: var(--unknown-wash); }
.neutral { --tone: var(--soft); --tone-wash: var(--wash); }
`;
