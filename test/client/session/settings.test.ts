import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectionSettings, settingsOf } from '../../../client/session/settings.ts';

describe('the connection settings', () => {
  let folder: string;
  let env: NodeJS.ProcessEnv;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gameday-settings-'));
    env = { TEMPORAL_CONFIG_FILE: join(folder, 'temporal.toml') };
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('lead to the dev server of this machine when nothing is said', () => {
    expect(connectionSettings({}, env)).toEqual({
      address: '127.0.0.1:7233',
      namespace: 'default',
      connection: {},
      uiUrl: 'http://127.0.0.1:8233',
      flags: '',
    });
  });

  it('take address, namespace, TLS and API key from a profile, and flags before that', async () => {
    await writeFile(
      join(folder, 'temporal.toml'),
      `[profile.staging]\naddress = "chaos.abc.tmprl.cloud:7233"\nnamespace = "chaos.abc"\napi_key = "k"\n`,
    );
    expect(connectionSettings({ profile: 'staging' }, env)).toMatchObject({
      address: 'chaos.abc.tmprl.cloud:7233',
      namespace: 'chaos.abc',
      connection: { tls: true, apiKey: 'k' },
      uiUrl: 'https://cloud.temporal.io',
      flags: ' --profile staging',
    });
    expect(connectionSettings({ profile: 'staging', namespace: 'other' }, env)).toMatchObject({
      namespace: 'other',
      flags: ' --namespace other --profile staging',
    });
  });

  it('take TEMPORAL_ADDRESS, and know the UI elsewhere only when told', () => {
    env['TEMPORAL_ADDRESS'] = 'temporal.example.com:7233';
    expect(connectionSettings({}, env).uiUrl).toBeUndefined();
    env['GAMEDAY_UI_URL'] = 'https://ui.example.com/';
    expect(connectionSettings({}, env)).toMatchObject({
      address: 'temporal.example.com:7233',
      uiUrl: 'https://ui.example.com',
    });
  });

  it('of our own server need no flag while it is at the usual place', () => {
    expect(settingsOf('127.0.0.1:7233', 'default', 'http://127.0.0.1:8233').flags).toBe('');
    expect(settingsOf('127.0.0.1:41000', 'default', undefined).flags).toBe(' --address 127.0.0.1:41000');
  });
});
