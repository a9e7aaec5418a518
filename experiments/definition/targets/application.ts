import { z } from 'zod';
import { url } from '../http-request.ts';

export const applicationTarget = z
  .strictObject({ url: url.describe('Its address.') })
  .describe('An application that is reached by its address; for faults that the application itself can switch on.');
export type ApplicationTargetSpec = z.output<typeof applicationTarget>;
