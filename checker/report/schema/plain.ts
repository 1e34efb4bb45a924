/** Numbers and words that several documents have. */

import { z } from 'zod';
import type { Json } from '../../trace/itf-value.ts';
import type { Verdict } from '../../verdict/decide.ts';

export const count: z.ZodType<number> = z.int().nonnegative();

export const seconds: z.ZodType<number> = z.number().nonnegative();

export const json: z.ZodType<Json> = z.json() as z.ZodType<Json>;

export const words: z.ZodType<string[]> = z.array(z.string());

export const verdict: z.ZodType<Verdict> = z.enum([
  'exhausted',
  'inductive',
  'violated',
  'bounded',
  'sampled',
  'failed',
]);

export const version: z.ZodLiteral<1> = z.literal(1);

export const problem: z.ZodType<{ code: string; message: string } | null> = z
  .looseObject({ code: z.string().regex(/^PL-\d{3}$/), message: z.string() })
  .nullable();

export const amounts: z.ZodType<Record<string, number>> = z.record(z.string(), z.number().nonnegative());

export const share: z.ZodType<number> = z.number().min(0).max(1);

export const numbers: z.ZodType<number[]> = z.array(count);
