import { z } from 'zod';

export const memoryLimit = z
  .strictObject({})
  .describe(
    'Every container that is meant has a memory limit, so that what eats its memory ends there and takes no neighbour with it. Always on before a fault that stresses memory.',
  );
export type MemoryLimit = z.output<typeof memoryLimit>;
