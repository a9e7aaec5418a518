import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiSettings } from '../../../worker/api/api-settings.ts';

const TOKEN = 'sixteen-or-more!';
const problemsOf = (wishes: Parameters<typeof apiSettings>[0]) => {
  const read = apiSettings(wishes);
  return 'problems' in read ? read.problems : [];
};

describe('the settings of the HTTP API', () => {
  it.each([
    [{}, { host: '127.0.0.1', port: 7377, isExplicit: false }],
    [{ GAMEDAY_API: 'localhost:80' }, { host: 'localhost', port: 80, isExplicit: true }],
    [{ GAMEDAY_API: '[::1]:7377' }, { host: '::1', port: 7377, isExplicit: true }],
    [
      { GAMEDAY_API: '0.0.0.0:7377', GAMEDAY_API_TOKEN: TOKEN },
      { host: '0.0.0.0', port: 7377, isExplicit: true, token: TOKEN },
    ],
  ])('%j is understood', (wishes, api) => expect(apiSettings(wishes)).toEqual({ api }));

  it('are none when it is off', () => expect(apiSettings({ GAMEDAY_API: 'off' })).toEqual({ api: undefined }));

  it.each(['', 'everywhere', '127.0.0.1', ':7377', '127.0.0.1:0', '127.0.0.1:70000', '::1:7377', '[nowhere]:1'])(
    'take %j for no address',
    (text) =>
      expect(problemsOf({ GAMEDAY_API: text })).toEqual([
        `GAMEDAY_API: "${text}" is not an address; expected for example 127.0.0.1:7377, or off`,
      ]),
  );

  it.each(['0.0.0.0:7377', '[::]:7377', '10.1.2.3:80', 'worker-1:7377'])(
    'ask for a token when %s can be reached from other machines',
    (text) =>
      expect(problemsOf({ GAMEDAY_API: text })).toEqual([
        `GAMEDAY_API: ${text} can be reached from other machines, so it needs GAMEDAY_API_TOKEN or GAMEDAY_API_TOKEN_FILE`,
      ]),
  );

  it.each(['', 'too-short', 'has blanks inside it'])('take no weak token, and do not show it', (token) => {
    expect(problemsOf({ GAMEDAY_API_TOKEN: token })).toEqual([
      'GAMEDAY_API_TOKEN: a token needs 16 or more printable characters without blanks',
    ]);
  });

  it('read the token from a file, or say that it cannot be read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gameday-api-settings-'));
    const file = join(folder, 'token');
    expect(problemsOf({ GAMEDAY_API_TOKEN_FILE: file })[0]).toMatch(
      /^GAMEDAY_API_TOKEN_FILE: .* cannot be read: .*ENOENT/,
    );
    await writeFile(file, `${TOKEN}\n`);
    expect(apiSettings({ GAMEDAY_API_TOKEN_FILE: file })).toMatchObject({ api: { token: TOKEN } });
    expect(problemsOf({ GAMEDAY_API_TOKEN_FILE: file, GAMEDAY_API_TOKEN: TOKEN })).toHaveLength(1);
    await rm(folder, { recursive: true, force: true });
  });

  it('tell all problems at once', () =>
    expect(problemsOf({ GAMEDAY_API: 'everywhere', GAMEDAY_API_TOKEN: 'short' })).toHaveLength(2));
});
