/** `plumbline sample`: the invariants of theorems asked of random runs, and what is sampled in any case, with a stated bound. */

import { Problem } from '../language/problem.ts';
import { usualSeed } from '../verdict/seed.ts';
import { checkInstance, checkSetting } from './changes.ts';
import { decideSelections } from './decide-selections.ts';
import { changesOf, repeatLine } from './run-options.ts';
import { selectionOf } from './selection.ts';
import { checkWritable, type Session } from './session.ts';

const usualRuns = 10_000;

export async function sample(session: Session, targets: readonly string[]): Promise<number> {
  const { registry, io } = session;
  const { runs = usualRuns, steps, seed = usualSeed } = session.options;
  const options = { ...session.options, runs, seed };
  const changes = changesOf(options);
  const selections = (await selectionOf(targets, registry, io.cwd)).flatMap((selection) => {
    const claims = selection.claims.filter(({ property: { kind } }) => kind === 'always' || kind === 'sampled');
    return claims.length === 0 ? [] : [{ ...selection, claims, frontiers: [], lattices: [] }];
  });
  if (selections.length === 0)
    throw new Problem('PL-208', {
      place: `sample ${targets.join(' ')}`.trim(),
      found: 'no invariant and nothing sampled',
    });
  for (const { theorem } of selections) checkInstance(theorem, changes.instance);
  checkSetting([...new Set(selections.flatMap(({ claims }) => claims.map(({ system }) => system)))], changes.setting);
  checkWritable(session);
  const sampling = { runs, ...(steps === undefined ? {} : { steps }) };
  return await decideSelections(
    { ...session, options },
    repeatLine('sample', targets, options),
    targets,
    selections,
    sampling,
  );
}
