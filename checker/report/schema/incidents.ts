/** What `incidents` prints. */

import { z } from 'zod';
import type { IncidentsDocument } from '../document/incidents.ts';
import { count, seconds, verdict, version, words } from './plain.ts';
import { trace } from './trace.ts';

const decided = z.looseObject({ verdict, states: count });

export const incidentsSchema: z.ZodType<IncidentsDocument> = z.looseObject({
  schemaVersion: version,
  tool: z.looseObject({ name: z.string(), version: z.string() }),
  command: z.string(),
  incidents: z.array(
    z.looseObject({
      ...{ id: z.string(), entry: z.string(), name: z.string(), year: z.int() },
      ...{ mechanism: z.string(), source: z.string(), system: z.string(), change: z.string() },
      ...{ property: z.string(), part: z.string(), claim: z.string(), sound: decided, broken: decided },
      ...{ caught: z.boolean(), steps: count.nullable(), expectedSteps: count, restored: z.boolean() },
      ...{ met: z.boolean(), misses: words, trace: trace.nullable() },
    }),
  ),
  summary: z.looseObject({ incidents: count, met: count, seconds, exitCode: count }),
});
