import { z } from 'zod';
import { hints } from '../hints.ts';

/** What both Kubernetes probes and the snapshots of volumes choose objects by: a name, or labels. */
export const objectName = z.string().trim().min(1).optional();

export const objectLabels = z
  .union([z.record(z.string(), z.string()), z.string().trim().min(1)])
  .optional()
  .register(hints, { expected: 'a mapping of labels, or a selector such as "app=web,tier in (a,b)"' });

export const LABELS_SAY = 'A mapping of labels, or a selector as kubectl takes it: "app=web,tier in (a,b)".';
