import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecrets } from '../../../activities/adapters/secrets.ts';

describe('secrets adapter', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gameday-secrets-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('resolves references wherever they are, from the environment or from a file', () => {
    writeFileSync(join(folder, 'ledger.token'), 'from file\n');
    const secrets = createSecrets({ GAMEDAY_SECRET_KEY: 'from env', GAMEDAY_SECRETS_DIR: folder });
    expect(
      secrets.resolve({ a: ['Bearer ${secret:KEY}', 1, null, true], b: { c: '${secret:KEY}+${secret:ledger.token}' } }),
    ).toEqual({ a: ['Bearer from env', 1, null, true], b: { c: 'from env+from file' } });
  });

  it('fails with SecretMissing and says where it looked', () => {
    expect(() => createSecrets({}).resolve('${secret:KEY}')).toThrow(
      expect.objectContaining({
        type: 'SecretMissing',
        message: expect.stringMatching(/GAMEDAY_SECRET_KEY.*GAMEDAY_SECRETS_DIR/),
      }),
    );
    expect(() => createSecrets({ GAMEDAY_SECRETS_DIR: folder }).resolve('${secret:KEY}')).toThrow(`${folder}/KEY`);
  });

  it.each(['../passwd', '/etc/passwd', '..', ''])('never reads a file outside of its folder: %j', (name) => {
    const secrets = createSecrets({ GAMEDAY_SECRETS_DIR: join(folder, 'sub') });
    expect(() => secrets.resolve(`\${secret:${name}}`)).toThrow(expect.objectContaining({ type: 'SecretMissing' }));
  });

  it('hides what it resolved, in every form in which it may be seen', () => {
    const secrets = createSecrets({ GAMEDAY_SECRET_A: 'p"w/x', GAMEDAY_SECRET_B: 'p"w/x and more' });
    expect(secrets.hide('p"w/x')).toBe('p"w/x');
    secrets.resolve('${secret:A}${secret:B}');
    const base64 = Buffer.from('p"w/x').toString('base64');
    expect(secrets.hide(`p"w/x, p\\"w/x, p%22w%2Fx, ${base64}, p"w/x and more`)).toBe(
      '[secret A], [secret A], [secret A], [secret A], [secret B]',
    );
  });
});
