export interface Answer {
  readonly status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- a test asserts on the shape itself
  readonly body: any;
}

/** `null`: no answer, so that nobody knows what happened. */
export async function call(url: string, method = 'GET', body?: unknown, timeoutMs = 3_000): Promise<Answer | null> {
  try {
    const payload = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(url, { method, body: payload ?? null, signal: AbortSignal.timeout(timeoutMs) });
    return { status: response.status, body: await response.json() };
  } catch {
    return null;
  }
}

export async function append(url: string, id: string, value: unknown = id): Promise<Answer | null> {
  return call(`${url}/entries`, 'POST', { id, value });
}

export async function entriesOf(url: string): Promise<readonly { readonly id: string; readonly sequence: number }[]> {
  const answer = await call(`${url}/entries`);
  if (answer?.status !== 200) throw new Error(`GET ${url}/entries: ${JSON.stringify(answer)}`);
  return answer.body.entries;
}
