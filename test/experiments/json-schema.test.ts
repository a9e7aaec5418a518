import { readFileSync, readdirSync } from 'node:fs';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { documentsJsonSchema } from '../../experiments/definition/json-schema.ts';
import { experimentText, gameDayText } from '../client/documents/documents.ts';

const committed: object = JSON.parse(readFileSync('experiments/gameday.schema.json', 'utf8'));
const validate = new Ajv({ allErrors: true, strictTypes: false }).compile(committed);
const accepts = (text: string) => validate(parse(text));

describe('experiments/gameday.schema.json', () => {
  it('is what the definition makes; to write it again: npm run schema', () => {
    expect(committed).toEqual(JSON.parse(JSON.stringify(documentsJsonSchema())));
  });

  it.each(readdirSync('experiments/catalogue').filter((file) => file.endsWith('.yaml')))('accepts %s', (file) => {
    accepts(readFileSync(`experiments/catalogue/${file}`, 'utf8'));
    expect(validate.errors).toBeNull();
  });

  it('accepts the examples of the README', () => {
    const readme = readFileSync('experiments/README.md', 'utf8');
    for (const [, text] of readme.matchAll(/```yaml\n([\s\S]*?)```/g)) expect(accepts(text!)).toBe(true);
  });

  it('accepts references where a number, a duration or a fixed word is expected', () => {
    const over = {
      baseline: '"${var:x}"',
      limits: '{ maxTargets: "${var:n}" }',
      afterwards: '{ restoreIf: "${env:X}" }',
    };
    expect(accepts(experimentText(over))).toBe(true);
  });

  it.each<[string, Record<string, string | undefined>]>([
    ['another version', { apiVersion: 'gameday/v2' }],
    ['another kind', { kind: 'Policy' }],
    ['a missing field', { hypothesis: undefined }],
    ['an unknown field', { hypothsis: 'x' }],
    ['a name with blanks', { name: 'Kill it' }],
    ['a duration without a unit', { baseline: '5' }],
    ['a duration in words', { baseline: '5 seconds' }],
    ['a number out of range', { limits: '{ maxTargets: 0 }' }],
    ['no fault', { faults: '[]' }],
    ['a fault without a kind', { faults: '[{ name: a }]' }],
    ['a fault of two kinds', { faults: '[{ name: a, process-kill: {}, process-pause: {} }]' }],
    ['a fault of an unknown kind', { faults: '[{ name: a, meteorite: {} }]' }],
    ['a signal that does not exist', { faults: '[{ name: a, process-kill: { signal: SIGFOO } }]' }],
    ['a target without a selector', { target: '{ process: {} }' }],
    ['an objective without a metric', { slis: '[{ name: s, tcp: { port: 1 }, objective: {} }]' }],
    ['two reasons to abort', { slis: '[{ name: s, tcp: { port: 1 }, abortIf: { p50: "> 1s", p99: "> 1s" } }]' }],
  ])('rejects %s', (_, over) => {
    expect(accepts(experimentText(over))).toBe(false);
  });

  it.each<[string, Record<string, string>]>([
    ['a step of two kinds', { steps: '[{ experiment: e.yaml, pause: 5s }]' }],
    ['a step without a kind', { steps: '[{ name: x }]' }],
    ['a quorum of nobody', { steps: '[{ approval: { quorum: 0 } }]' }],
  ])('rejects a game day with %s', (_, over) => {
    expect(accepts(gameDayText())).toBe(true);
    expect(accepts(gameDayText(over))).toBe(false);
  });
});
