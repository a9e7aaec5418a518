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
  return buildReport(poisoned(report) as Report);
}

function poisoned(value: unknown): unknown {
  if (typeof value === 'string') return WORDS.has(value) ? value : HOSTILE + value;
  if (Array.isArray(value)) return value.map(poisoned);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.includes('/') ? HOSTILE + key : key, poisoned(inner)]),
  );
}
