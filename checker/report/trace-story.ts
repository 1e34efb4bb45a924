/** What every form of a stored trace tells: which claim, where, the steps, why it matters, what is missing. */

import type { PartResult } from '../language/property.ts';
import type { AnySystem } from '../language/system.ts';
import type { Step, Trace } from '../trace/trace.ts';
import type { ClaimDocument } from './document/claim.ts';
import type { SequenceStep } from './drawing/sequence-svg.ts';
import { sequenceOf } from './drawing/trace-sequence.ts';
import { missingLines } from './missing-text.ts';
import type { TraceView } from './sheet.ts';
import { reasonLines } from './trace-text.ts';
import { shownChanges } from './trace-view.ts';
import { switchesOf, verdictWords } from './words.ts';

export interface Story {
  /** Title and file name go by it. */
  readonly id: string;
  readonly says: string;
  /** The verdict in words; null where a trace was only replayed. */
  readonly verdict: string | null;
  /** System, instance, parameters, switches, in words. */
  readonly conditions: readonly string[];
  /** The command that repeats the run. */
  readonly command: string;
  readonly trace: Trace;
  /** The steps with who takes part, only the changes that are shown. */
  readonly sequence: readonly SequenceStep[];
  /** Why it matters, a line each: what fails, what is missing. */
  readonly reasons: readonly string[];
  readonly view: TraceView;
}

function viewed(steps: readonly Step[], view: TraceView): readonly Step[] {
  return steps.map((step) => ({ ...step, changes: shownChanges(view, step.changes).shown }));
}

/** The story of a claim's trace, or of one of its further counterexamples. */
export function storyOf(
  claim: ClaimDocument,
  system: AnySystem,
  { trace, parts }: { readonly trace: Trace; readonly parts: readonly PartResult[] },
  { command, view }: Pick<Story, 'command' | 'view'>,
): Story {
  const { id, says, instance, parameters, kind, verdict, missing } = claim;
  const values = Object.entries(parameters).map(([name, value]) => `${name} = ${value}`);
  const switches = switchesOf(claim);
  const isViolated = verdict === 'violated';
  return {
    sequence: sequenceOf(system, { ...trace, steps: viewed(trace.steps, view) }),
    ...{ id, says, command, trace, view, verdict: verdictWords(claim) },
    conditions: [
      `System ${claim.system}, instance ${instance}${values.length === 0 ? '' : `: ${values.join(', ')}`}`,
      ...(switches === '' ? [] : [switches]),
    ],
    reasons: isViolated ? [...reasonLines(parts, kind), ...missingLines(missing)] : [],
  };
}
