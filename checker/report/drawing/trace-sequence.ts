/** The steps of a trace as a sequence diagram wants them. */

import type { AnySystem } from '../../language/system.ts';
import { ReferenceComposition } from '../../trace/composition.ts';
import { messageOf, type Trace } from '../../trace/trace.ts';
import { changeText, eventWords } from '../words.ts';
import type { SequenceStep } from './sequence-svg.ts';

/** Who takes part is asked of the machines; what changed is in the trace. */
export function sequenceOf(system: AnySystem, trace: Pick<Trace, 'configuration' | 'steps'>): readonly SequenceStep[] {
  const composition = new ReferenceComposition(system, trace.configuration);
  return trace.steps.map((step) => ({
    label: eventWords(step, false),
    owner: step.owner,
    side: step.side,
    takers: composition.participants(messageOf(step)).map((component) => ({
      component,
      changes: step.changes.filter((change) => change.component === component).map((change) => changeText(change)),
    })),
  }));
}
