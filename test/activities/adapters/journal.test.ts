import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJournal } from '../../../activities/adapters/journal.ts';
import { startChild } from '../../support/fault-child.ts';

describe('a journal', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gameday-journal-'));
    path = join(folder, 'deep', 'writes.ndjson');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('reads its lines in order, also while it is open and after it was opened again', async () => {
    const journal = openJournal(path);
    journal.append('first');
    journal.append('zweite Zeile, größer');
    expect(await journal.read()).toEqual(['first', 'zweite Zeile, größer']);
    await journal.close();

    const again = openJournal(path);
    again.append('third');
    expect(await again.read()).toEqual(['first', 'zweite Zeile, größer', 'third']);
    await again.close();
  });

  it('is empty, and leaves no file, when it is only looked at', async () => {
    const journal = openJournal(path);
    expect(await journal.read()).toEqual([]);
    await journal.close();
    await expect(stat(path)).rejects.toThrow('ENOENT');
  });

  it('leaves out a torn last line', async () => {
    const journal = openJournal(path);
    journal.append('whole');
    await journal.close();
    await appendFile(path, '{"att');
    expect(await openJournal(path).read()).toEqual(['whole']);
  });

  it('begins a new line after a torn one, so that nothing is glued to it', async () => {
    const before = openJournal(path);
    before.append('whole');
    await before.close();
    await appendFile(path, '{"att');

    const journal = openJournal(path);
    journal.append('after');
    journal.append('last');
    await journal.close();
    expect(await readFile(path, 'utf8')).toBe('whole\n{"att\nafter\nlast\n');
    expect(await journal.read()).toEqual(['whole', '{"att', 'after', 'last']);
  });

  it('may be appended to by two at once without mixing their lines', async () => {
    const [one, two] = [openJournal(path), openJournal(path)];
    for (let round = 0; round < 100; round++) {
      one.append(`one ${round}`);
      two.append(`two ${round}`);
    }
    const lines = await one.read();
    await Promise.all([one.close(), two.close()]);
    expect(lines).toHaveLength(200);
    expect(lines.filter((line) => line.startsWith('one')).map((line) => Number(line.slice(4)))).toEqual(
      Array.from({ length: 100 }, (_, round) => round),
    );
  });

  it('reads lines longer than one piece of the file', async () => {
    const journal = openJournal(path);
    const long = 'ö'.repeat(100_000);
    journal.append(long);
    journal.append('short');
    expect(await journal.read()).toEqual([long, 'short']);
    await journal.close();
  });

  it('refuses a line with a line break, and any line after it was closed', async () => {
    const journal = openJournal(path);
    expect(() => journal.append('a\nb')).toThrow('must not contain a line break');
    await journal.close();
    expect(() => journal.append('a')).toThrow('is closed; the line was not written');
  });

  it('has every line that append returned from when the process is killed', async () => {
    const child = startChild('../activities/adapters/journal-child.ts', path);
    const last = Number(await lineAfter(child, 200));
    await child.kill();
    const lines = await openJournal(path).read();
    expect(lines.length).toBeGreaterThan(last);
    expect(lines).toEqual(lines.map((_, number) => `line ${number}`));
  });
});

async function lineAfter(child: ReturnType<typeof startChild>, count: number): Promise<string> {
  for (let seen = 1; seen < count; seen++) await child.line();
  return child.line();
}
