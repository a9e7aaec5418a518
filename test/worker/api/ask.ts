import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Asked {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: { readonly error?: { readonly status: number; readonly message: string } } & Record<string, unknown>;
}

interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** By node:http, because fetch does not let us choose the Host header. */
export async function ask(address: string, path: string, question: Question = {}): Promise<Asked> {
  const { method = 'GET', headers = {}, body } = question;
  const asking = request(`http://${address}${path}`, { method, headers, agent: false });
  asking.end(body);
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  const answered = await text(response);
  const parsed = (answered === '' ? {} : JSON.parse(answered)) as Asked['body'];
  return { status: response.statusCode!, headers: response.headers, body: parsed };
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
export const json = { 'content-type': 'application/json' };
