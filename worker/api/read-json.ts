import type { IncomingMessage } from 'node:http';
import { Refusal } from './answer.ts';

const LARGEST_BODY = 8_192;

/** The body of an order. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/json')
    throw new Refusal(415, 'The body must be JSON: send the header Content-Type: application/json.');
  if (Number(request.headers['content-length'] ?? 0) > LARGEST_BODY) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  // Destroyed in the middle, the connection could not carry the refusal.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw tooLarge();
    chunks.push(chunk);
  }
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    return body;
  } catch {
    throw new Refusal(
      400,
      'The body is not JSON. Expected for example {"by": "ann", "reason": "customers are affected"}.',
    );
  }
}

/** What is left of the body is not read, so the connection cannot be used again. */
const tooLarge = () =>
  new Refusal(413, `The body is larger than ${LARGEST_BODY} bytes. Shorten the reason.`, { connection: 'close' });
