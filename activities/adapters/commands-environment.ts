/** Programs get the secrets that a document names for them, not all that the worker knows. */
export function environmentWithoutSecrets(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GAMEDAY_SECRET')));
}
