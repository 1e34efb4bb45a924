/** `plumbline diff --format json`. */

import type { OneSided } from '../verdict/behaviours.ts';
import type { ClaimResult } from '../verdict/claims.ts';
import type { FrontierResult } from '../verdict/frontier.ts';
import {
  changesOfVerdict,
  frontierHasChanged,
  frontierIsOpen,
  hasChanged,
  isOpen,
  latticeHasChanged,
  latticeIsOpen,
  movedPoints,
  openQuestions,
  type ProtocolDifference,
  type SystemDifference,
} from './diff.ts';
import type { DiffClaimSide, DiffDocument, OneSidedDocument } from './document/diff.ts';
import { changeDocument, traceDocument } from './json.ts';
import { tool } from './tool.ts';

type Change = 'same' | 'changed' | 'open' | 'one side only';

function changeOf(isLone: boolean, open: boolean, changed: boolean): Change {
  return isLone ? 'one side only' : open ? 'open' : changed ? 'changed' : 'same';
}

function claimSide(claim: ClaimResult | null): DiffClaimSide | null {
  if (claim === null) return null;
  const { verdict, counts, price, limit, problem, parts, trace } = claim;
  return {
    ...{ verdict, states: counts.states, depth: counts.depth, price, limit },
    problem: problem === null ? null : { code: problem.code, message: problem.message },
    parts: parts.map(({ part, holds, because }) => ({ part, holds, because: because ?? null })),
    trace: trace === null ? null : traceDocument(trace),
  };
}

function oneSided(side: OneSided | null): OneSidedDocument | null {
  return side === null ? null : { trace: traceDocument(side.trace), refusedBy: side.refusedBy };
}

function systemDocument({
  base,
  changed,
  claim,
  configuration,
  structure,
  behaviours,
  problem,
}: SystemDifference): DiffDocument['systems'][number] {
  const { parameters, powers, rules } = configuration;
  return {
    ...{ base, changed, claim, parameters, structure: structure ?? [] },
    powers: Object.fromEntries(Object.entries(powers).filter(([, value]) => value !== false && value !== 0)),
    without: Object.keys(rules).filter((rule) => rules[rule] === false),
    behaviours:
      behaviours === null
        ? null
        : {
            pairs: behaviours.pairs,
            limit: behaviours.limit,
            gained: oneSided(behaviours.gained),
            lost: oneSided(behaviours.lost),
            parted:
              behaviours.parted === null
                ? null
                : {
                    base: traceDocument(behaviours.parted.base),
                    changed: traceDocument(behaviours.parted.changed),
                    differences: behaviours.parted.differences.map(changeDocument),
                  },
          },
    problem: problem === null ? null : { code: problem.code, message: problem.message },
  };
}

function frontierSide(frontier: FrontierResult | null): DiffDocument['frontiers'][number]['base'] {
  if (frontier === null) return null;
  const safe = frontier.points.filter(({ verdict }) => verdict === 'exhausted').length;
  return { formula: frontier.formula, points: frontier.points.length, safe };
}

export function diffDocument(difference: ProtocolDifference, exitCode: number): DiffDocument {
  const { command, base, changed, systems, declarations, claims, untouched, lattices, frontiers } = difference;
  return {
    schemaVersion: 1,
    tool,
    ...{ command, node: process.version, base, changed },
    systems: systems.map(systemDocument),
    source: declarations.map(({ name, before, after }) => ({ name, before, after })),
    claims: claims.map((claim) => ({
      id: claim.id,
      says: (claim.base ?? claim.changed)?.says ?? '',
      change: changeOf(claim.base === null || claim.changed === null, isOpen(claim), hasChanged(claim)),
      base: claimSide(claim.base),
      changed: claimSide(claim.changed),
    })),
    untouched,
    assumptions: lattices.map((lattice) => ({
      id: lattice.id,
      change: changeOf(
        lattice.base === null || lattice.changed === null,
        latticeIsOpen(lattice),
        latticeHasChanged(lattice),
      ),
      base: lattice.base?.minimalSufficient ?? null,
      changed: lattice.changed?.minimalSufficient ?? null,
      nowNeeded: lattice.nowNeeded,
      noLongerNeeded: lattice.noLongerNeeded,
    })),
    frontiers: frontiers.map((frontier) => ({
      id: frontier.id,
      change: changeOf(
        frontier.base === null || frontier.changed === null,
        frontierIsOpen(frontier),
        frontierHasChanged(frontier),
      ),
      base: frontierSide(frontier.base),
      changed: frontierSide(frontier.changed),
      ...movedPoints(frontier),
    })),
    summary: {
      changed: changesOfVerdict(difference),
      open: openQuestions(difference),
      seconds: difference.seconds,
      interrupted: difference.interrupted,
      exitCode,
    },
  };
}
