import { z } from 'zod';
import { headers } from '../http-request.ts';

export const httpToggle = z
  .strictObject({
    path: z
      .string()
      .regex(/^\//, {
        error: (issue) => `"${String(issue.input)}" does not begin with /; expected a path such as /faults/slow`,
      })
      .describe("Path of the switch, below the target's url."),
    method: z.enum(['PUT', 'POST', 'PATCH']).default('PUT').describe('How the switch is set.'),
    headers: headers.optional().describe('Sent with every request; may hold `${secret:NAME}`.'),
    on: z.record(z.string(), z.unknown()).describe('What is sent to switch the fault on.'),
    expiresAtField: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Field in which the application takes the time (ISO 8601) after which it switches the fault off itself.',
      ),
  })
  .describe(
    'A switch that the application offers as a JSON resource: GET tells its state, PUT sets it. The undo writes back what GET said before the fault.',
  );
export type HttpToggle = z.output<typeof httpToggle>;
