// A small real application to break: a switch as a JSON resource, a health check that the switch breaks, and a memory of
// how often it was switched. Prints {"url","pid"} when it listens. Ends when its standard input ends.
import { createServer } from 'node:http';

let state = { broken: false };
let refuseUndos = 0;
let refuseSwitchingOn = 0;
let hangMs = 0;
const log = [];

const server = createServer((request, response) => void answerTo(request, response));

async function answerTo(request, response) {
  const body = await new Promise((resolve) => {
    let text = '';
    request.on('data', (part) => (text += part)).on('end', () => resolve(text));
  });
  const answer = (status, json) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
  const { pathname } = new URL(request.url, 'http://localhost');
  if (pathname === '/healthz') return answer(state.broken ? 500 : 200, { broken: state.broken });
  if (pathname === '/control') {
    ({ refuseUndos = refuseUndos, refuseSwitchingOn = refuseSwitchingOn, hangMs = hangMs } = JSON.parse(body));
    return answer(200, {});
  }
  if (pathname === '/log') return answer(200, log);
  if (pathname !== '/switch') return answer(404, {});
  if (request.method === 'GET') return answer(200, state);
  const wanted = JSON.parse(body);
  if (hangMs > 0) await new Promise((resolve) => setTimeout(resolve, hangMs));
  if (!wanted.broken && refuseUndos > 0) {
    refuseUndos -= 1;
    return answer(503, { refused: true });
  }
  if (wanted.broken && refuseSwitchingOn > 0) {
    refuseSwitchingOn -= 1;
    return answer(503, { refused: true });
  }
  if (wanted.broken !== state.broken) log.push({ at: Date.now(), broken: wanted.broken });
  state = { ...state, ...wanted };
  return answer(200, state);
}

server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}`, pid: process.pid }));
});
process.stdin.on('end', () => process.exit(0)).resume();
