/** The caller has to change something: said in one line, exit code 2. */
export class UsageError extends Error {}
