import { z } from 'zod';

export const tcp = z
  .strictObject({
    host: z.string().min(1).default('127.0.0.1').describe('Name or address.'),
    port: z.int().min(1).max(65_535).describe('The TCP port.'),
  })
  .describe('Opens a TCP connection; good when it is accepted.');
export type TcpProbe = z.output<typeof tcp>;
