import { buildReport } from '../../../../activities/records/report/build.ts';
import type { Report } from '../../../../experiments/definition/report.ts';

/** Everything that means something to HTML, Markdown, YAML or a shell, and a secret that must stay a reference. */
export const HOSTILE =
  '</title><script>alert("x")</script><img src=x onerror=\'y\'> & | `b` $(reboot) ]]> \u202e\u0007 ${secret:DB_PASSWORD} ';

/** Words of closed lists; everything else is somebody's free text. */
const WORDS = new Set(
  [
    [
      'held',
      'broken',
      'unknown',
      'completed',
      'aborted',
      'refused',
      'errored',
      'yes',
      'no',
      'met',
      'missed',
      'not met',
      'not asked',
    ],
    [
      'failed',
      'not needed',
      'neutral',
      'good',
      'bad',
      'done',
      'missing',
      'threshold',
      'blind',
      'ms',
      'value',
      'ratio',
      'none',
    ],
    [
      'self-heals',
      'undone',
      'checksum',
      'approved',
      'denied',
      'expired',
      'cancelled',
      'experiment',
      'pause',
      'approval',
      'one',
      'all',
    ],
    [
      'lostWrites',
      'longestOutage',
      'p99',
      'p90',
      'process-kill',
      'process-pause',
      'http',
      'command',
      'acknowledged-writes',
    ],
  ].flat(),
);

/** The same report with every free text made hostile. */
export function hostile(report: Report): Report {
  const { next: _, curves, ...rest } = structuredClone(report);
  const renamed = Object.fromEntries(Object.entries(curves).map(([id, own]) => [HOSTILE + id, own]));
  const input = { ...rest, curves: renamed };
  poison(input);
  return buildReport(input);
}

function poison(node: object): void {
  for (const key of Object.keys(node)) {
    const value: unknown = Reflect.get(node, key);
    if (typeof value === 'string' && !WORDS.has(value)) Reflect.set(node, key, HOSTILE + value);
    else if (typeof value === 'object' && value !== null) poison(value);
  }
}
