/** `key` is `<session>/<number>`, and a session is `<n>-<random>`. */
export function writeId(runId: string, key: string): string {
  return `${runId}/${key}`;
}

const KEY = /^\d+-[0-9a-f]{8}\/\d+$/;

/** Looks at the whole id: another run's id may begin with ours. */
export function isIdOf(runId: string, id: string): boolean {
  return id.startsWith(`${runId}/`) && KEY.test(id.slice(runId.length + 1));
}
