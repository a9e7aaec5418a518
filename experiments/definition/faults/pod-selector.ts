import { z } from 'zod';
import { hints } from '../hints.ts';

/** A label selector as kubectl takes it. The API server judges the rest. */
export const podSelector = z
  .string()
  .trim()
  .min(1)
  .register(hints, { expected: 'a label selector such as "app=web,tier in (a,b)"' });
