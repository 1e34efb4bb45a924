/** Small modules written to a folder of their own, checked, and taken away again. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { print } from '../../checker/tla/values/print.ts';
import { checkTla } from '../../checker/verdict/tla-check.ts';
import type { TlaOptions, TlaResult } from '../../checker/verdict/tla-result.ts';

/** The text of a module from its lines. */
function moduleText(name: string, body: string, extended = 'Integers, Sequences, FiniteSets, TLC'): string {
  return `---- MODULE ${name} ----\nEXTENDS ${extended}\n${body}\n====\n`;
}

/** Checks module Spec, given with its configuration and the modules beside it. */
export async function checkText(
  body: string,
  config: string,
  more: Partial<TlaOptions> & { readonly others?: Readonly<Record<string, string>>; readonly extended?: string } = {},
): Promise<TlaResult> {
  const { others = {}, extended, ...options } = more;
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-tla-'));
  try {
    writeFileSync(join(folder, 'Spec.tla'), moduleText('Spec', body, extended));
    writeFileSync(join(folder, 'Spec.cfg'), config);
    for (const [name, text] of Object.entries(others)) writeFileSync(join(folder, `${name}.tla`), text);
    return await checkTla({ module: join(folder, 'Spec.tla'), ...options });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Counts of a run, as TLC prints them. */
export function counts({ verdict, generated, distinct, depth }: TlaResult): readonly [string, number, number, number] {
  return [verdict, generated, distinct, depth];
}

/** What is said of a module, without what differs from run to run; values as they are shown. */
export function said({ seconds: _, peakBytes: __, source: ___, trace, ...rest }: TlaResult): unknown {
  return {
    ...rest,
    problem: rest.problem?.message.replace(/\S*\//g, '') ?? null,
    trace: trace && { ...trace, states: trace.states.map((state) => state.map((value) => print(value))) },
  };
}
