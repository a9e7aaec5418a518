/** Programs get the secrets that a document names for them, not all that the worker knows, nor where it pages. */
export function environmentWithoutSecrets(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^GAMEDAY_(SECRET|NOTIFY_)/.test(name)));
}
