import { Writable } from 'node:stream';
import { pino } from 'pino';
import { createLog, tagsOf, temporalLogger } from '../../worker/log.ts';

/** What the SDK's logger writes for this, as parsed lines. */
function logged(write: (logger: ReturnType<typeof temporalLogger>) => void): readonly unknown[] {
  const lines: unknown[] = [];
  const memory = new Writable({
    write(line, _, done) {
      lines.push(JSON.parse(String(line)));
      done();
    },
  });
  write(temporalLogger(pino({ level: 'trace', base: null, timestamp: false }, memory)));
  return lines;
}

describe('the tags of a workflow', () => {
  it.each([
    ['gameday/day/20261120-100000', { gameDay: 'gameday/day/20261120-100000' }],
    [
      'gameday/day/20261120-100000/01-kill',
      { gameDay: 'gameday/day/20261120-100000', experiment: 'gameday/day/20261120-100000/01-kill' },
    ],
    ['fault/process:host:1', {}],
    ['gameday/day', {}],
    ['', {}],
  ])('%j are %j', (id, tags) => expect(tagsOf(id)).toEqual(tags));
});

describe('the log of the SDK', () => {
  it('is a line of JSON with the game day and the experiment it belongs to', () => {
    const workflowId = 'gameday/day/20261120-100000/01-kill';
    expect(logged((logger) => logger.info('started', { workflowId, attempt: 1 }))).toEqual([
      {
        level: 30,
        workflowId,
        attempt: 1,
        gameDay: 'gameday/day/20261120-100000',
        experiment: workflowId,
        msg: 'started',
      },
    ]);
  });

  it('keeps its levels, and leaves out the noise', () => {
    const lines = logged((logger) => {
      logger.trace('t');
      logger.debug('d');
      logger.info('i');
      logger.warn('w');
      logger.error('e');
    });
    expect(lines).toEqual([
      { level: 30, msg: 'i' },
      { level: 40, msg: 'w' },
      { level: 50, msg: 'e' },
    ]);
  });

  it('bears what belongs to no workflow', () => {
    expect(logged((logger) => logger.warn('polling failed'))).toEqual([{ level: 40, msg: 'polling failed' }]);
    expect(logged((logger) => logger.warn('odd', { workflowId: 7 }))).toEqual([
      { level: 40, workflowId: 7, msg: 'odd' },
    ]);
  });
});

describe('the log of the worker', () => {
  it('says as much as it is told to', () => {
    expect(createLog('warn').isLevelEnabled('info')).toBe(false);
    expect(createLog('warn').isLevelEnabled('error')).toBe(true);
    expect(createLog('silent').isLevelEnabled('fatal')).toBe(false);
  });
});
