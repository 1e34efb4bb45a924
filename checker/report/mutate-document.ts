/** `plumbline mutate --format json`. */

import type { MutateDocument } from './document.ts';
import { countOf, fates, killRates, type MutantReport, type MutateAbout } from './mutate-text.ts';
import { tool } from './tool.ts';

export function mutateDocument(
  { command, system, item, all }: MutateAbout,
  reports: readonly MutantReport[],
  seconds: number,
  exitCode: number,
): MutateDocument {
  const { verdicts, numbers } = killRates(reports);
  return {
    schemaVersion: 1,
    tool,
    ...{ command, system, item },
    mutants: reports.map(({ file, line, column, kind, before, after, fate, claim, how, reason }) => ({
      ...{ file, line, column, kind, before, after, fate, claim, how, reason },
    })),
    summary: {
      ...{ all, run: reports.length },
      fates: Object.fromEntries(fates.map((fate) => [fate, countOf(reports, fate)])),
      ...{ killedByVerdict: verdicts, killedByNumber: numbers, seconds, exitCode },
    },
  };
}
