// A small HTTP service, as a team would run it: three replicas, ready only when it is, an orderly end, metrics.
//   GET /          {"pod","requests"}          GET /healthz  200, or 503 while it is ending
//   GET /metrics   for Prometheus              PUT /alarm {"on":true}  sets web_alarm, on which an alert fires
import { createServer } from 'node:http';
import { hostname } from 'node:os';

const pod = hostname();
const buckets = [0.005, 0.025, 0.1, 0.5, 1];
const served = new Map();
const seconds = { counts: buckets.map(() => 0), sum: 0, count: 0 };
let alarm = 0;
let isEnding = false;

const routes = {
  'GET /': () => [200, { pod, requests: seconds.count }],
  'GET /healthz': () => (isEnding ? [503, { pod, ending: true }] : [200, { pod }]),
  'GET /metrics': () => [200, metrics()],
  'PUT /alarm': (body) => {
    alarm = JSON.parse(body).on === true ? 1 : 0;
    return [200, { pod, alarm }];
  },
};

const server = createServer((request, response) => void serve(request, response));
server.listen(8080);

async function serve(request, response) {
  const begin = performance.now();
  let body = '';
  for await (const chunk of request) body += chunk;
  const [status, answer] = answerTo(`${request.method} ${request.url}`, body);
  const isText = typeof answer === 'string';
  response.writeHead(status, { 'content-type': isText ? 'text/plain; version=0.0.4' : 'application/json' });
  response.end(isText ? answer : `${JSON.stringify(answer)}\n`);
  if (request.url === '/') count(status, (performance.now() - begin) / 1000);
}

// A pod that ends is taken out of its Service, which takes a moment: until then it goes on serving.
process.once('SIGTERM', () => {
  isEnding = true;
  setTimeout(() => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
  }, 1_000);
});

function answerTo(route, body) {
  try {
    return routes[route]?.(body) ?? [404, { error: `there is no ${route} here` }];
  } catch (error) {
    return [400, { error: error.message }];
  }
}

function count(status, took) {
  served.set(status, (served.get(status) ?? 0) + 1);
  buckets.forEach((limit, index) => (seconds.counts[index] += took <= limit ? 1 : 0));
  seconds.sum += took;
  seconds.count += 1;
}

function metrics() {
  return [
    '# TYPE web_requests_total counter',
    ...[...served].map(([status, times]) => `web_requests_total{status="${status}"} ${times}`),
    '# TYPE web_request_seconds histogram',
    ...buckets.map((limit, index) => `web_request_seconds_bucket{le="${limit}"} ${seconds.counts[index]}`),
    `web_request_seconds_bucket{le="+Inf"} ${seconds.count}`,
    `web_request_seconds_sum ${seconds.sum}`,
    `web_request_seconds_count ${seconds.count}`,
    '# TYPE web_alarm gauge',
    `web_alarm ${alarm}`,
    '',
  ].join('\n');
}
