import { z } from 'zod';
import { onMappings } from '../on-mappings.ts';

export const configChange = z
  .strictObject({
    set: z
      .record(z.string(), z.string())
      .default({})
      .describe('Keys of `data` and what they become; other keys and `binaryData` stay.'),
    remove: z.array(z.string().min(1)).default([]).describe('Keys of `data` that are taken away.'),
  })
  .refine(({ set, remove }) => keysOf(set).length + namesIn(remove).length > 0, {
    error: 'nothing would change; expected "set", "remove" or both',
    when: onMappings,
  })
  .refine(({ set, remove }) => !keysOf(set).some((key) => namesIn(remove).includes(key)), {
    error: 'a key is both in "set" and in "remove"; expected it in one of them',
    when: onMappings,
  })
  .describe(
    'Changes keys of a ConfigMap; the undo restores exactly these. Pods that mount it see a change after the next sync of their kubelet (up to about a minute and a half), so hold it longer than that; pods that took it into their environment see it when they restart.',
  );
export type ConfigChange = z.output<typeof configChange>;

// These rules are also asked about a mapping whose parts are wrong.
const keysOf = (set: unknown): readonly string[] => (typeof set === 'object' && set !== null ? Object.keys(set) : []);
const namesIn = (remove: unknown): readonly unknown[] => (Array.isArray(remove) ? remove : []);
