import { homedir } from 'node:os';
import { readSettings, type Settings } from '../../worker/settings.ts';

function settingsOf(env: NodeJS.ProcessEnv): Settings {
  const read = readSettings(env);
  if ('problems' in read) throw new Error(read.problems.join('\n'));
  return read.settings;
}

function problemsOf(env: NodeJS.ProcessEnv): readonly string[] {
  const read = readSettings(env);
  return 'problems' in read ? read.problems : [];
}

describe('the settings of a worker', () => {
  it('have usual values', () => {
    expect(settingsOf({})).toEqual({
      storeDirectory: `${homedir()}/.local/state/gameday/store`,
      stateDirectory: `${homedir()}/.local/state/gameday/undo`,
      logLevel: 'info',
      maxActivities: 200,
      maxUndos: 50,
      shutdownGraceMs: 5_000,
      registerSearchAttributes: true,
      exitWithParent: false,
      api: { host: '127.0.0.1', port: 7377, isExplicit: false, token: undefined },
      lookForStuckMs: 30_000,
      notify: {},
      sweeper: true,
      kubernetes: { namespace: 'gameday' },
    });
  });

  it('are read from the environment', () => {
    const env = {
      GAMEDAY_STORE: '/data/store',
      GAMEDAY_STATE: '/data/undo',
      GAMEDAY_LOG_LEVEL: 'warn',
      GAMEDAY_MAX_ACTIVITIES: '7',
      GAMEDAY_MAX_UNDOS: '3',
      GAMEDAY_SHUTDOWN_GRACE: '1.5s',
      GAMEDAY_REGISTER_SEARCH_ATTRIBUTES: '0',
      GAMEDAY_EXIT_WITH_PARENT: '1',
      GAMEDAY_API: 'off',
      GAMEDAY_LOOK_FOR_STUCK: '0s',
      GAMEDAY_NOTIFY_URL: 'https://pager/hook',
      GAMEDAY_NOTIFY_AUTHORIZATION: 'Bearer t0ken',
      GAMEDAY_SWEEPER: '0',
      GAMEDAY_KUBERNETES_NAMESPACE: 'chaos-records',
      GAMEDAY_KUBERNETES_CONTEXT: 'staging',
    };
    expect(settingsOf(env)).toEqual({
      storeDirectory: '/data/store',
      stateDirectory: '/data/undo',
      logLevel: 'warn',
      maxActivities: 7,
      maxUndos: 3,
      shutdownGraceMs: 1_500,
      registerSearchAttributes: false,
      exitWithParent: true,
      api: undefined,
      lookForStuckMs: 0,
      notify: { url: 'https://pager/hook', authorization: 'Bearer t0ken' },
      sweeper: false,
      kubernetes: { namespace: 'chaos-records', context: 'staging' },
    });
  });

  it('put the directories below XDG_STATE_HOME, and make them absolute', () => {
    expect(settingsOf({ XDG_STATE_HOME: '/state' })).toMatchObject({
      storeDirectory: '/state/gameday/store',
      stateDirectory: '/state/gameday/undo',
    });
    expect(settingsOf({ GAMEDAY_STORE: 'here' }).storeDirectory).toBe(`${process.cwd()}/here`);
  });

  it.each(['', 'relative/state'])(
    'do not take %j for a state directory, for every worker must find the same',
    (home) => {
      expect(settingsOf({ XDG_STATE_HOME: home })).toEqual(settingsOf({}));
    },
  );

  it('tell every problem at once, each in a line that names the setting', () => {
    const problems = problemsOf({
      GAMEDAY_STORE: '',
      GAMEDAY_LOG_LEVEL: 'loud',
      GAMEDAY_MAX_ACTIVITIES: 'many',
      GAMEDAY_MAX_UNDOS: '0',
      GAMEDAY_SHUTDOWN_GRACE: 'soon',
      GAMEDAY_EXIT_WITH_PARENT: 'yes',
      GAMEDAY_API: 'everywhere',
      GAMEDAY_STOER: '/data',
    });
    expect(problems).toHaveLength(8);
    expect(problems).toEqual(
      expect.arrayContaining([
        'GAMEDAY_LOG_LEVEL: must be trace, debug, info, warn, error or silent',
        'GAMEDAY_MAX_ACTIVITIES: "many" is not a whole number',
        'GAMEDAY_MAX_UNDOS: must be 1 or more',
        'GAMEDAY_SHUTDOWN_GRACE: "soon" is not a duration; expected for example 5s',
        'GAMEDAY_EXIT_WITH_PARENT: must be 0 or 1',
        expect.stringMatching(/^GAMEDAY_STORE: /),
        expect.stringMatching(
          /^GAMEDAY_STOER: there is no such setting; known are GAMEDAY_STORE, .*GAMEDAY_API_TOKEN_FILE, GAMEDAY_SWEEPER, .*GAMEDAY_KUBERNETES_CONTEXT$/,
        ),
      ]),
    );
  });

  it('never show a secret in a problem', () => {
    const problems = problemsOf({
      GAMEDAY_NOTIFY_URL: 'pager.example/s3cret',
      GAMEDAY_NOTIFY_AUTHORIZATION: 's3cret\nX-Other: 1',
      GAMEDAY_LOOK_FOR_STUCK: '10ms',
    });
    expect(problems).toEqual([
      'GAMEDAY_LOOK_FOR_STUCK: must be 1s or longer, or 0s for never',
      'GAMEDAY_NOTIFY_URL: is not an address that begins with http:// or https:// (its value is not shown)',
      'GAMEDAY_NOTIFY_AUTHORIZATION: cannot be sent as a header: it is empty or has control characters (its value is not shown)',
    ]);
  });

  it.each(['-1', '1.5', '1e3', ' 5', ''])('take %j for no number', (text) => {
    expect(problemsOf({ GAMEDAY_MAX_UNDOS: text })).toEqual([`GAMEDAY_MAX_UNDOS: "${text}" is not a whole number`]);
  });

  it.each([
    'GAMEDAY_SECRET_TOKEN',
    'GAMEDAY_SECRETS_DIR',
    'GAMEDAY_PROTECTED_PIDS',
    'GAMEDAY_PROTECTED_NAMESPACES',
    'GAMEDAY_UI_URL',
    'GAMEDAY_TEMPORAL_ADDRESS',
    'GAMEDAY_TEMPORAL_DOWNLOAD',
    'GAMEDAY_TEST_SOMETHING',
    'GAMEDAY_WORKER_SERVICE_HOST',
    'GAMEDAY_SERVICE_PORT_GRPC',
    'GAMEDAY_PORT',
    'GAMEDAY_PORT_7233_TCP_ADDR',
    'PATH',
  ])('leave %s to others', (name) => expect(problemsOf({ [name]: 'anything' })).toEqual([]));
});
