import { z } from 'zod';

export const serviceSelector = z
  .strictObject({})
  .describe(
    'Adds a label that no pod has to the selector of a Service, so that it has no endpoints: its clients are refused although the pods are fine. The undo restores the selector.',
  );
export type ServiceSelector = z.output<typeof serviceSelector>;
