/** `plumbline check`: decides claims and frontiers as they are written, or under the changes of the command line. */

import { Problem } from '../language/problem.ts';
import type { AnyClaim } from '../language/theorem.ts';
import { isDecidedStateByState } from '../verdict/decide.ts';
import { type Changes, checkInstance, checkSetting } from './changes.ts';
import { decideSelections } from './decide-selections.ts';
import { hasSize, isSize } from './instance-size.ts';
import { changesOf, type RawOptions, repeatLine } from './run-options.ts';
import { type Selection, selectionOf } from './selection.ts';
import { checkWritable, type Session } from './session.ts';

function checkSelections(selections: readonly Selection[], changes: Changes, isExplicit: boolean): void {
  for (const { theorem, claims, frontiers, lattices } of selections) {
    if (claims.length + frontiers.length === 0) {
      const hint = lattices.length === 0 ? {} : { hint: `plumbline assumptions ${theorem.item} computes its lattice` };
      throw new Problem('PL-208', { place: `check ${theorem.item}`, found: 'no claim and no frontier', ...hint });
    }
    // Everything there is can be asked at a size, whatever each theorem calls its instances.
    if (!isSize(changes.instance) || (isExplicit && !hasSize(theorem, changes.instance)))
      checkInstance(theorem, changes.instance);
  }
  const systems = selections.flatMap(({ claims, frontiers }) => [...claims, ...frontiers].map(({ system }) => system));
  checkSetting([...new Set(systems)], changes.setting);
}

/** Throws PL-210 where something is asked that cannot be decided state by state, with an option that leaves states out. */
function checkLeavesOut(
  selections: readonly Selection[],
  { store, reduce, maxViolations = 1, checkpoint }: RawOptions,
): void {
  const isLossy = store !== undefined && store.kind !== 'exact';
  if (!isLossy && reduce === undefined) return;
  const place = isLossy ? `check --store ${store.kind}` : `check --reduce ${reduce}`;
  const claims = selections.flatMap(({ theorem, claims }) => claims.map((claim) => ({ theorem, claim })));
  const fitting = claims.filter(({ claim }) => isDecidedStateByState(claim.property.kind));
  const needy = [
    ...claims.filter((one) => !fitting.includes(one)).map(({ theorem, claim }) => `${theorem.item}/${claim.id}`),
    ...selections.flatMap(({ theorem, frontiers }) => frontiers.map(({ id }) => `${theorem.item}/${id}`)),
    ...(isLossy && reduce !== undefined ? ['--reduce'] : []),
    ...(maxViolations > 1 ? ['--max-violations'] : []),
    ...(checkpoint === undefined ? [] : ['--checkpoint']),
  ];
  if (needy.length === 0) return;
  const ids = fitting.slice(0, 3).map(({ theorem, claim }) => `${theorem.item}/${claim.id}`);
  throw new Problem('PL-210', {
    place,
    expected: 'claims of the kinds always and reachable alone',
    found: needy.length > 4 ? `${needy.slice(0, 3).join(', ')} and ${needy.length - 3} more` : needy.join(', '),
    ...(ids.length === 0 ? {} : { hint: `name claims, such as ${ids.join(' ')}` }),
  });
}

/** Those claims of a selection that hold machines to a TLA+ module, or code to machines. */
function conforming(selections: readonly Selection[], what: 'tla' | 'code'): readonly Selection[] {
  const isMeant = ({ property }: AnyClaim): boolean =>
    (what === 'tla' ? property.specified : property.conformance) !== undefined;
  const kept = selections.map((selection) => ({
    ...selection,
    claims: selection.claims.filter(isMeant),
    frontiers: [],
    lattices: [],
  }));
  return kept.filter(({ claims }) => claims.length > 0);
}

export async function check(session: Session, targets: readonly string[]): Promise<number> {
  const { registry, io, options } = session;
  const asked = await selectionOf(targets, registry, io.cwd);
  const { conformance } = options;
  const selections = conformance === undefined ? asked : conforming(asked, conformance);
  if (selections.length === 0) {
    throw new Problem('PL-208', { place: `check --conformance ${conformance}`, found: 'no such claim' });
  }
  checkSelections(selections, changesOf(options), targets.length > 0);
  checkLeavesOut(selections, options);
  checkWritable(session);
  return await decideSelections(session, repeatLine('check', targets, options), targets, selections);
}
