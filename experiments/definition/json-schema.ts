import { z } from 'zod';
import { API_VERSION, experimentSchema } from './experiment.ts';
import { gameDaySchema } from './game-day.ts';
import { type JsonSchema, acceptReferences } from './json-schema-references.ts';

/** JSON Schema (draft 7, what editors know) of all documents, made from the same schemas that read them. */
export function documentsJsonSchema(): JsonSchema {
  const { definitions } = z.toJSONSchema(z.union([experimentSchema, gameDaySchema]), {
    io: 'input',
    target: 'draft-7',
  });
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Experiments and game days',
    type: 'object',
    required: ['apiVersion', 'kind'],
    properties: { apiVersion: { const: API_VERSION }, kind: { enum: ['Experiment', 'GameDay'] } },
    // Not oneOf: an editor would say that the document fits neither kind, and not what is wrong with it.
    allOf: ['Experiment', 'GameDay'].map((kind) => ({
      if: { properties: { kind: { const: kind } }, required: ['kind'] },
      // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
      then: { $ref: `#/definitions/${kind}` },
    })),
    definitions: acceptReferences(definitions ?? {}),
  };
}
