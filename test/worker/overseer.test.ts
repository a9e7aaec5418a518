import type { Notice } from '../../activities/ports.ts';
import type { StuckFinding } from '../../client/stuck/finding.ts';
import { oversee } from '../../worker/overseer.ts';
import { StuckBook } from '../../worker/stuck-book.ts';
import { eventually } from '../support/eventually.ts';

const finding = (change: Partial<StuckFinding> = {}): StuckFinding => ({
  id: 'stuck/overdue/fault/x/1',
  workflowId: 'fault/x',
  runId: '1',
  type: 'fault',
  because: 'overdue',
  what: 'it is past its deadline',
  since: 0,
  next: 'Look at the target.',
  notRestored: true,
  ...change,
});
const whole = (...stuck: readonly StuckFinding[]) => ({ stuck, isPartial: false });

function aBook() {
  const lines: string[] = [];
  const notices: Notice[] = [];
  const world = { isDeaf: false };
  const note = (level: string) => (_: object, text: string) => void lines.push(`${level}: ${text}`);
  const log = { info: note('info'), warn: note('warn'), error: note('error') };
  const page = async (notice: Notice) => {
    if (world.isDeaf) throw new Error('status 500');
    notices.push(notice);
  };
  const book = new StuckBook({ page }, log, new AbortController().signal);
  return { book, lines, notices, world, log, page };
}

describe('the overseer', () => {
  it('logs and tells a finding once, and says when it is over', async () => {
    const { book, lines, notices } = aBook();
    await book.compare(whole(finding()), 0);
    await book.compare(whole(finding()), 30_000);
    await book.compare(whole(), 60_000);
    await book.compare(whole(), 90_000);
    expect(lines).toEqual([
      'error: stuck: fault/x: it is past its deadline',
      'info: no longer stuck: fault/x: it is past its deadline',
    ]);
    expect(notices.map(({ id, severity, title }) => ({ id, severity, title }))).toEqual([
      { id: 'stuck/overdue/fault/x/1', severity: 'page', title: 'NOT RESTORED: fault/x: it is past its deadline' },
      { id: 'stuck/overdue/fault/x/1', severity: 'info', title: 'No longer stuck: fault/x' },
    ]);
  });

  it('logs a finding again when it changed, but not for other numbers in it', async () => {
    const { book, lines, notices } = aBook();
    for (const lastFailure of ['no answer in 12 ms', 'no answer in 15 ms', 'refused'])
      await book.compare(whole(finding({ lastFailure })), 0);
    expect(lines).toHaveLength(2);
    expect(notices).toHaveLength(1);
  });

  it('tells in the next look what could not be told, and logs that', async () => {
    const { book, lines, notices, world } = aBook();
    world.isDeaf = true;
    await book.compare(whole(finding()), 0);
    expect(lines).toContain('error: nobody was told');
    world.isDeaf = false;
    await book.compare(whole(finding()), 30_000);
    expect(notices).toHaveLength(1);
  });

  it('leaves a stuck undo to its workflow, and tells it too when it lasts', async () => {
    const { book, notices } = aBook();
    const undo = finding({ because: 'undo fails' });
    await book.compare(whole(undo), 0);
    await book.compare(whole(undo), 299_999);
    expect(notices).toEqual([]);
    await book.compare(whole(undo), 300_000);
    expect(notices).toHaveLength(1);
  });

  it('tells at most twenty in one look, and the others in the next', async () => {
    const { book, notices } = aBook();
    const many = whole(...Array.from({ length: 30 }, (_, n) => finding({ id: String(n) })));
    await book.compare(many, 0);
    expect(notices).toHaveLength(20);
    await book.compare(many, 30_000);
    expect(notices).toHaveLength(30);
  });

  it('does not call over what a partial look did not show', async () => {
    const { book, lines } = aBook();
    await book.compare(whole(finding()), 0);
    await book.compare({ stuck: [], isPartial: true }, 30_000);
    expect(lines.filter((line) => line.startsWith('info'))).toEqual([]);
    expect(lines).toContain('warn: too many workflows run to look at each of them');
  });

  it('goes on after a look that failed, and ends with the signal', async () => {
    const { lines, notices, log, page } = aBook();
    const stop = new AbortController();
    let looks = 0;
    const look = async () => {
      looks += 1;
      if (looks <= 2) throw new Error('UNAVAILABLE');
      return whole(finding());
    };
    const overseeing = oversee({ look, notifications: { page }, everyMs: 5, log, signal: stop.signal });
    await eventually(() => notices.length === 1);
    stop.abort();
    await overseeing;
    expect(lines.filter((line) => line.startsWith('warn'))).toHaveLength(2);
  });

  it('does not look at all when it is switched off', async () => {
    const { log, page } = aBook();
    let looks = 0;
    const look = async () => {
      looks += 1;
      return whole();
    };
    await oversee({ look, notifications: { page }, everyMs: 0, log, signal: new AbortController().signal });
    expect(looks).toBe(0);
  });
});
