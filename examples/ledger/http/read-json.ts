import type { IncomingMessage } from 'node:http';
import { BadRequest } from './bad-request.ts';

/** Undefined when there is no body. */
export async function readJson(message: IncomingMessage, maxBytes = Number.POSITIVE_INFINITY): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Read on to the end even so: an answer sent before the request has arrived would break the connection instead.
    if (size <= maxBytes) chunks.push(chunk);
  }
  if (size > maxBytes) throw new BadRequest(`the body has ${size} bytes; at most ${maxBytes} are allowed`);
  const text = Buffer.concat(chunks).toString();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new BadRequest('the body is not JSON');
  }
}
