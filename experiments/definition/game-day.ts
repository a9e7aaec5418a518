import { z } from 'zod';
import { API_VERSION } from './experiment.ts';
import { guardrailSpec } from './guardrails/index.ts';
import { hints } from './hints.ts';
import { documentName, label, positiveMs } from './scalars.ts';
import { scalar, variables } from './variable.ts';

const person = z.string().trim().min(1).register(hints, { expected: "a person's name" });

export const people = z.strictObject({
  owner: person.optional().describe('Answers for it.'),
  facilitator: person.optional().describe('Leads through it.'),
  scribe: person.optional().describe('Writes down what happens.'),
  onCall: person.optional().describe('Is paged if something cannot be put back.'),
  approvers: z.array(person).default([]).describe('May approve.'),
  observers: z.array(person).default([]).describe('Watch.'),
});
export type People = z.output<typeof people>;

const stepName = label.optional().describe('Unique among the steps; without it we make one.');

export const experimentStep = z
  .strictObject({
    name: stepName,
    experiment: z.string().min(1).describe('Path of an Experiment document, relative to this document.'),
    with: z
      .record(z.string(), scalar)
      .register(hints, { mayHoldSecrets: true })
      .optional()
      .describe('Values for its variables.'),
    onBroken: z.enum(['stop', 'continue']).default('stop').describe('What happens when its hypothesis is broken.'),
  })
  .meta({ id: 'experimentStep' });

export const pauseStep = z
  .strictObject({ name: stepName, pause: positiveMs.describe('How long nothing happens.') })
  .meta({ id: 'pauseStep' });

const approval = z.strictObject({
  who: z
    .union([z.literal('approvers'), z.array(person).min(1)])
    .register(hints, { expected: '"approvers" (the list under people), or a list of names' })
    .default('approvers')
    .describe('A list of names, or `approvers` for those under `people` (anybody, if nobody is listed there).'),
  quorum: z.int().min(1).default(1).describe('So many of them must approve.'),
  fourEyes: z.boolean().default(false).describe('The person who started the game day does not count.'),
  expires: positiveMs.prefault('30m').describe('How long we wait for an answer.'),
  onExpiry: z
    .enum(['stop', 'skip'])
    .default('stop')
    .describe('Silence never means yes: `stop` ends the game day, `skip` leaves out the next experiment.'),
});

export const approvalStep = z
  .strictObject({ name: stepName, approval: approval.describe('Waits until people approve.') })
  .meta({ id: 'approvalStep' });

const LOCAL_TIME_EXPECTED = 'a local date and time such as 2026-12-01T09:00';

const localTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/, {
    error: (issue) => `"${String(issue.input)}" is not a local time; expected ${LOCAL_TIME_EXPECTED}`,
  })
  .register(hints, { expected: LOCAL_TIME_EXPECTED });

const window = z.strictObject({
  start: localTime.describe('Local date and time in `timeZone`, such as 2026-12-01T09:00.'),
  end: localTime.describe('The same, later.'),
  timeZone: z.string().default('UTC').describe('An IANA name such as Europe/Berlin.'),
  onClose: z
    .enum(['finishStep', 'undoNow', 'blockNew'])
    .default('finishStep')
    .describe('At the end: let the step end, undo at once, or only begin nothing new.'),
});

export const gameDaySchema = z
  .strictObject({
    apiVersion: z.literal(API_VERSION).describe('Version of this format.'),
    kind: z.literal('GameDay').describe('This document is a game day.'),
    name: documentName.describe('Lower-case letters, digits and dashes.'),
    objective: z
      .string()
      .trim()
      .min(1)
      .describe('What this day is to find out, in one sentence.')
      .register(hints, { expected: 'a sentence that says what this day is to find out' }),
    environment: z.string().min(1).optional().describe('Where it runs; without it that of its experiments.'),
    team: z.string().min(1).optional().describe('Who it belongs to.'),
    people: people.prefault({}).describe('Who does what.'),
    window: window.optional().describe('Nothing begins outside of it.'),
    variables: variables.describe(
      'What `${var:name}` stands for; passed down to experiments that declare the same name.',
    ),
    guardrails: z.array(guardrailSpec).prefault([]).describe('Checked before every step; each can refuse.'),
    steps: z
      .array(
        z.union([experimentStep, pauseStep, approvalStep]).register(hints, {
          branches: { what: 'step', keys: [['experiment'], ['pause'], ['approval']] },
        }),
      )
      .min(1)
      .describe('One after the other, smallest blast radius first.'),
  })
  .meta({ id: 'GameDay' });
export type GameDayDocument = z.output<typeof gameDaySchema>;
