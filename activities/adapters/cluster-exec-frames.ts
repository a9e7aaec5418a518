import { z } from 'zod';
import { jsonOrText } from './cluster-request.ts';

const CAP = 64 * 1024;

export interface Output {
  add(bytes: Buffer): void;
  text(): string;
}

/** The first or the last 64 KiB: of many error lines the last says why. */
export function output(part: 'head' | 'tail'): Output {
  let kept: Buffer = Buffer.alloc(0);
  return {
    add(bytes) {
      if (part === 'head' && kept.length >= CAP) return;
      const all = Buffer.concat([kept, bytes]);
      kept = part === 'head' ? all.subarray(0, CAP) : all.subarray(-CAP);
    },
    text: () => kept.toString('utf8'),
  };
}

const text = z.string().optional();
const execStatus = z.object({
  status: text,
  message: text,
  details: z.object({ causes: z.array(z.object({ reason: text, message: text })).optional() }).optional(),
});

/** The last frame says how the program ended, or why it did not begin. */
export function statusOf(bytes: Buffer): { readonly exitCode: number } | { readonly problem: string } {
  const said = bytes.toString('utf8').trim();
  const { data } = execStatus.safeParse(jsonOrText(said));
  if (data?.status === 'Success') return { exitCode: 0 };
  const code = data?.details?.causes?.find(({ reason }) => reason === 'ExitCode')?.message;
  if (code !== undefined && /^\d+$/.test(code)) return { exitCode: Number(code) };
  return { problem: data?.message ?? said.slice(0, 300) };
}
