/** Settings that only the client reads. The worker refuses to start with settings that it does not know. */
export const CLIENT_SETTINGS = ['GAMEDAY_TEMPORAL_DOWNLOAD', 'GAMEDAY_UI_URL'] as const;

export const withoutClientSettings = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...env,
  ...Object.fromEntries(CLIENT_SETTINGS.map((name) => [name, undefined])),
});
