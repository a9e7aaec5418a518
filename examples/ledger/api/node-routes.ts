import { BadRequest } from '../http/bad-request.ts';
import type { Answer } from '../http/exchange.ts';
import { fieldsOf } from '../http/fields-of.ts';
import type { Routes } from '../http/server.ts';
import type { Log } from '../log/log.ts';
import type { Entry } from '../log/record.ts';
import type { Replica } from '../replication/replica.ts';
import { parseSlowAppends, type SlowAppendsSwitch } from './slow-appends.ts';

/** A full request of the leader to a follower has to stay below what a node accepts. */
const maxValueBytes = 32 * 1024;

/** What a client may ask of a node. */
export function nodeRoutes(replica: Replica, log: Log, slowAppends: SlowAppendsSwitch): Routes {
  return {
    'POST /entries': async ({ body }) => {
      const entry = parseEntry(body);
      await slowAppends.delayAppend();
      return append(replica, entry);
    },
    'GET /entries': () => whenServing(replica, () => committedEntries(replica, log)),
    'GET /entries/:id': ({ id }) => whenServing(replica, () => committedEntry(replica, log, id)),
    'GET /healthz': () => health(replica, log),
    'GET /faults/slow-appends': () => ({ status: 200, body: slowAppends.read() }),
    'PUT /faults/slow-appends': ({ body }) => {
      slowAppends.set(parseSlowAppends(body));
      return { status: 200, body: slowAppends.read() };
    },
  };
}

async function append(replica: Replica, entry: Entry): Promise<Answer> {
  const outcome = await replica.append(entry);
  const node = replica.name;
  switch (outcome.kind) {
    case 'committed': {
      const { sequence, epoch, isNew } = outcome;
      return { status: isNew ? 201 : 200, body: { id: entry.id, sequence, node, epoch } };
    }
    case 'not-leader':
      return { status: 421, body: { applied: false, error: `${node} is not the leader`, leader: outcome.leader } };
    case 'refused':
      return { status: 503, body: { applied: false, error: outcome.because } };
    case 'unknown':
      return { status: 504, body: { applied: 'unknown', error: outcome.because } };
    default:
      return assertNever(outcome);
  }
}

function assertNever(outcome: never): never {
  throw new Error(`no answer for the outcome ${JSON.stringify(outcome)}`);
}

function parseEntry(body: unknown): Entry {
  const { id, value } = fieldsOf(body);
  const hasId = typeof id === 'string' && id !== '' && id.length <= 200;
  const valueBytes = value === undefined ? 0 : Buffer.byteLength(JSON.stringify(value));
  if (hasId && valueBytes > 0 && valueBytes <= maxValueBytes) return { id, value };
  const problems = [
    hasId ? [] : '"id" must be a string of 1 to 200 characters',
    valueBytes > 0 ? [] : '"value" is missing',
    valueBytes <= maxValueBytes ? [] : `"value" has ${valueBytes} bytes; at most ${maxValueBytes} are allowed`,
  ];
  throw new BadRequest(problems.flat().join('; '));
}

function whenServing(replica: Replica, read: () => Answer): Answer {
  return replica.role === 'starting' ? { status: 503, body: { error: `${replica.name} is starting` } } : read();
}

function committedEntry(replica: Replica, log: Log, id: string): Answer {
  const sequence = log.sequenceOf(id);
  if (sequence === undefined || sequence > replica.committedSequence) {
    return { status: 404, body: { error: `there is no entry ${JSON.stringify(id)}` } };
  }
  const value = log.recordAt(sequence)?.entry?.value;
  return { status: 200, body: { id, sequence, value, node: replica.name, epoch: replica.epoch } };
}

function committedEntries(replica: Replica, log: Log): Answer {
  const { name: node, epoch, committedSequence } = replica;
  const entries = log
    .slice(1, committedSequence)
    .flatMap(({ sequence, entry }) => (entry === null ? [] : [{ id: entry.id, sequence }]));
  return { status: 200, body: { node, epoch, committedSequence, entries } };
}

function health(replica: Replica, log: Log): Answer {
  const { name, role, epoch, committedSequence, reachesMajority } = replica;
  const body = {
    name,
    role,
    epoch,
    committedSequence,
    lastSequence: log.lastSequence,
    durableSequence: log.durableSequence,
    reachesMajority,
    replicationLag: replica.replicationLag(),
  };
  return { status: role === 'starting' || reachesMajority === false ? 503 : 200, body };
}
