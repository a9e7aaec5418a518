// Takes memory when it is told to, and gives it back: PUT /memory {"mebibytes":100}; GET /memory; GET /healthz.
import { createServer } from 'node:http';
import { hostname } from 'node:os';

let held = [];

createServer((request, response) => void serve(request, response)).listen(8080);
process.once('SIGTERM', () => process.exit(0));

async function serve(request, response) {
  let body = '';
  for await (const chunk of request) body += chunk;
  const [status, answer] = answerTo(`${request.method} ${request.url}`, body);
  response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(answer)}\n`);
}

function answerTo(route, body) {
  if (route === 'GET /healthz' || route === 'GET /memory') return [200, memory()];
  if (route !== 'PUT /memory') return [404, { error: `there is no ${route} here` }];
  const { mebibytes } = JSON.parse(body || '{}');
  if (!Number.isInteger(mebibytes) || mebibytes < 0) return [400, { error: '"mebibytes" must be a whole number' }];
  held = [];
  // Filled, as memory that was never written to takes none.
  for (let taken = 0; taken < mebibytes; taken += 1) held.push(Buffer.alloc(1024 * 1024, 1));
  return [200, memory()];
}

function memory() {
  return { pod: hostname(), mebibytes: held.length, resident: Math.round(process.memoryUsage.rss() / 1024 / 1024) };
}
