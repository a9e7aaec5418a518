import { z } from 'zod';
import { headers, url } from '../http-request.ts';
import { positiveMs, ratio } from '../scalars.ts';

const entries = (says: string) =>
  z
    .strictObject({ path: z.string().default('/entries').describe('Below the url.') })
    .prefault({})
    .describe(says);

/** Method: set checker of Jepsen (github.com/jepsen-io/jepsen, `checker/set-full`), outcome classes per store. */
export const acknowledgedWrites = z
  .strictObject({
    url: url.describe("The store's address."),
    append: entries('Where a write is sent: POST {url}{path}.'),
    readAll: entries('Where everything is read back: GET {url}{path}.'),
    headers: headers.optional().describe('Sent with every request; may hold `${secret:NAME}`.'),
    writersPerSecond: z.int().min(1).max(2000).default(20).describe('Rate of writes.'),
    minimumPerSecond: z
      .number()
      .positive()
      .optional()
      .describe(
        'Fewer attempts per second than this before the fault and the verdict is unknown; without it half of the rate.',
      ),
    timeout: positiveMs.prefault('300ms').describe('A write without an answer for so long is indeterminate.'),
    readBack: ratio.prefault(0.05).describe('Share of acknowledged writes that are read again at once.'),
  })
  .describe(
    'Writers append unique ids at a fixed rate (open loop: every write has an intended start time) through baseline, fault and recovery; afterwards everything is read back. Acknowledged but missing = lost.',
  );
export type AcknowledgedWrites = z.output<typeof acknowledgedWrites>;
