/** Small pieces that every view uses: who acts, an event, a part of the property. */

import type { VNode } from 'preact';
import type { Side } from '../../../language/system.ts';
import type { PageClaim, PageEvent } from '../page-data.ts';
import type { Answers, State, StateGraph } from './graph.ts';

const sides: Readonly<Record<Side, string>> = {
  adversary: 'adversary',
  honest: 'honest party',
  environment: 'environment',
};

const glyphs: Readonly<Record<Side, string>> = { adversary: '▲', honest: '●', environment: '◆' };

/** A party, told apart by shape as well as by colour. */
export function Actor({ owner, side }: { readonly owner: string; readonly side: Side }): VNode {
  return (
    <span class={`actor ${side}`} title={sides[side]}>
      <span aria-hidden="true">{glyphs[side]}</span> {owner}
      <span class="unseen"> ({sides[side]})</span>
    </span>
  );
}

/** An event: its type stands out from its payload. Where there is little room fields that never vary are left to the tooltip. */
export function EventWords({
  event,
  isBrief = false,
}: {
  readonly event: PageEvent;
  readonly isBrief?: boolean;
}): VNode {
  const { type, words, brief } = event;
  return (
    <span class="event" title={isBrief ? words : undefined}>
      <b>{type}</b>
      {(isBrief ? brief : words).slice(type.length)}
    </span>
  );
}

export interface PartAnswer {
  readonly part: string;
  readonly holds: boolean;
  readonly because: string | null;
}

export function answersTo(graph: StateGraph, { property }: PageClaim): readonly Answers[] {
  return graph.answers.filter((one) => one.property === property.name);
}

/** The parts of the property in a state; undefined where nobody asked them. */
export function partsIn(graph: StateGraph, claim: PageClaim, state: State): readonly PartAnswer[] | undefined {
  const parts = answersTo(graph, claim).filter(({ role }) => role === 'part');
  const answers = parts.map((one): PartAnswer | undefined => {
    const found = graph.answer(one, state);
    if (found === undefined) return undefined;
    return { part: one.part, holds: found.code === 1, because: found.code > 1 ? found.word : null };
  });
  return answers.every((one) => one !== undefined) ? (answers as readonly PartAnswer[]) : undefined;
}

/** Whether a part that is false refutes the claim: elsewhere the parts are a goal, which may be reached later. */
export function isInvariant({ property: { kind } }: PageClaim): boolean {
  return kind === 'always' || kind === 'sampled';
}

/** The verdict as one of few tones. */
export function toneOf({ decision }: PageClaim): 'good' | 'bad' | 'open' {
  switch (decision?.verdict) {
    case 'exhausted':
    case 'inductive':
      return 'good';
    case 'violated':
    case 'failed':
      return 'bad';
    default:
      return 'open';
  }
}
