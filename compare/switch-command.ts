/**
 * The fault as a program, for tools that run programs. `switch-command URL on|off|is-off [exit code]`: turns the switch of
 * the target, or looks at it, and ends with that code although it has done its work.
 */
const [url = '', what = '', code = '0'] = process.argv.slice(2);

if (what === 'is-off') {
  const { on }: { on: boolean } = JSON.parse(await (await fetch(`${url}/switch`)).text());
  process.exitCode = on ? 1 : 0;
} else {
  const { ok } = await fetch(`${url}/switch`, { method: 'PUT', body: JSON.stringify({ on: what === 'on' }) });
  process.exitCode = ok ? Number(code) : 1;
}
