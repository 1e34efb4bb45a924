/**
 * A strategy, position by position, as a tree to walk: from where one is, what the side that has it does, what everybody else may do
 * instead, and what follows on each of these. Branches are computed when they are opened.
 */

import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { PageClaim, PageEvent, PageModel, PageStrategy } from '../page-data.ts';
import type { Advice, State, StateGraph } from './graph.ts';
import { choose, claim, go, graph, model, state, walk } from './store.ts';
import { type Move, movesIn } from './strategy.ts';
import { Actor, EventWords, partsIn } from './words.tsx';

interface Play {
  readonly table: StateGraph;
  readonly shown: PageClaim;
  readonly strategy: PageStrategy;
  readonly system: PageModel;
}

/** Moves of others that are shown at once; the rest unfold. */
const mostAtOnce = 8;

function partiesWords(by: readonly string[]): string {
  return by.length <= 1 ? by.join('') : `${by.slice(0, -1).join(', ')} and ${by.at(-1)}`;
}

function isGoal({ table, shown }: Play, here: State): boolean {
  const parts = partsIn(table, shown, here);
  return parts !== undefined && parts.length > 0 && parts.every(({ holds }) => holds);
}

/** What the strategy does in a position, in a line. */
function AdviceWords({ play, here }: { readonly play: Play; readonly here: State }): VNode {
  const { table, shown, strategy, system } = play;
  const advice = table.adviceOf(shown.id, here);
  if (advice === undefined) {
    return isGoal(play, here) ? (
      <span class="reached">✓ goal reached</span>
    ) : (
      <span class="soft">no position of the strategy</span>
    );
  }
  const event = system.events[advice.move ?? -1];
  const left = advice.most === null ? '' : `, goal in at most ${advice.most}`;
  if (event !== undefined) {
    return (
      <span>
        then <EventWords event={event} isBrief />
        <span class="soft">{left}</span>
      </span>
    );
  }
  const who = strategy.side === 'player' ? partiesWords(strategy.by) : 'everybody else';
  const why = strategy.driven.length === 0 ? '' : `: ${strategy.driven.join(', ')} cannot be withheld for ever`;
  return (
    <span class="soft">
      {strategy.side === 'player' ? `then ${who} waits${why}${left}` : `then ${who} need do nothing`}
    </span>
  );
}

interface BranchProps {
  readonly play: Play;
  readonly move: Move;
  /** Positions above, to tell a play that comes back. */
  readonly above: readonly State[];
  /** Events from the current state to the position before the move. */
  readonly way: readonly number[];
}

function Branch({ play, move, above, way }: BranchProps): VNode {
  const [isOpen, setOpen] = useState(false);
  const event = play.system.events[move.event] as PageEvent;
  const returns = above.findIndex((one) => one.join() === move.to.join());
  const advice = play.table.adviceOf(play.shown.id, move.to);
  const isLeaf = returns >= 0 || advice === undefined;
  const path = [...way, move.event];
  const words = (
    <>
      <span class="line">
        <Actor owner={event.owner} side={event.side} />
        <EventWords event={event} isBrief />
        {move.isOwn && <span class="tag">its move</span>}
      </span>
      <span class="answer">
        {returns >= 0 ? (
          <span class="soft">{returns === 0 ? 'back to where this begins' : 'back to a position above'}</span>
        ) : (
          <AdviceWords play={play} here={move.to} />
        )}
      </span>
    </>
  );
  return (
    <li class={move.isOwn ? 'own' : ''}>
      <div class="branch">
        {isLeaf ? (
          <span class="leaf">{words}</span>
        ) : (
          <button type="button" class="unfold" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span>
            <span>{words}</span>
          </button>
        )}
        <button
          type="button"
          class="walk"
          aria-label={`go there: ${event.words}`}
          onClick={() => {
            for (const step of path) choose(step);
            // The button is gone with the branches that led there.
            document.getElementById('view')?.focus();
          }}
        >
          go there
        </button>
      </div>
      {isOpen && advice !== undefined && (
        <Moves play={play} here={move.to} advice={advice} above={[...above, move.to]} way={path} />
      )}
    </li>
  );
}

function Moves({
  play,
  here,
  advice,
  above,
  way,
}: {
  readonly play: Play;
  readonly here: State;
  readonly advice: Advice;
  readonly above: readonly State[];
  readonly way: readonly number[];
}): VNode {
  const [isWhole, setWhole] = useState(false);
  const all = movesIn(play.table, play.strategy, here, advice);
  const shown = isWhole ? all : all.slice(0, mostAtOnce);
  if (all.length === 0) return <p class="soft">Nobody can do anything here.</p>;
  return (
    <>
      <ul class="moves">
        {shown.map((move) => (
          <Branch key={`${here.join()} ${move.event}`} play={play} move={move} above={above} way={way} />
        ))}
      </ul>
      {shown.length < all.length && (
        <button type="button" onClick={() => setWhole(true)}>
          {all.length - shown.length} more
        </button>
      )}
    </>
  );
}

function Introduction({ shown, strategy }: Play): VNode {
  const who = partiesWords(strategy.by);
  const most = strategy.most === null ? '' : ` within ${strategy.most} ${strategy.most === 1 ? 'step' : 'steps'}`;
  return (
    <p>
      {strategy.side === 'player' ? (
        <>
          <b>
            How {who} can force {shown.property.name}
            {most},
          </b>{' '}
          whatever everybody else does.
        </>
      ) : (
        <>
          <b>
            How everybody else keeps {who} from {shown.property.name},
          </b>{' '}
          whatever {who} may do.
        </>
      )}{' '}
      <span class="soft">
        {strategy.positions.toLocaleString('en')} {strategy.positions === 1 ? 'position' : 'positions'}, each played
        again by the checker. Nobody takes turns: before a move of {strategy.side === 'player' ? who : 'everybody else'}{' '}
        anybody may come first.
      </span>
    </p>
  );
}

function NoPosition({ play, here }: { readonly play: Play; readonly here: State }): VNode {
  return (
    <div class="no-steps">
      {isGoal(play, here) ? (
        <p class="reached">✓ The goal is reached: the play is over here.</p>
      ) : (
        <p>
          {here.join() === play.table.initial.join()
            ? 'The game does not begin here: it begins where “from” holds.'
            : 'The strategy says nothing of this state: it does not occur when the strategy is kept to, or is not in this file.'}
        </p>
      )}
      {walk.value.at > 0 && (
        <button type="button" onClick={() => go(walk.value.at - 1)}>
          One step back
        </button>
      )}
    </div>
  );
}

export function StrategyView(): VNode | null {
  const [table, shown, system, here] = [graph.value, claim.value, model.value, state.value];
  const strategy = shown?.strategy ?? null;
  if (shown === undefined || system === undefined || strategy === null) return null;
  if (table === undefined || here === undefined) return <p class="soft">Unpacking the states …</p>;
  const play: Play = { table, shown, strategy, system };
  const advice = table.adviceOf(shown.id, here);
  const side = strategy.side === 'player' ? partiesWords(strategy.by) : 'everybody else';
  return (
    <section class="strategy" aria-label="Strategy">
      <Introduction {...play} />
      {advice === undefined ? (
        <NoPosition play={play} here={here} />
      ) : (
        <>
          <h2>
            In this state {side} {advice.move === null ? 'waits' : 'moves'}
            {advice.most === null ? '' : `; the goal is at most ${advice.most} away`}
          </h2>
          <Moves key={here.join()} play={play} here={here} advice={advice} above={[here]} way={[]} />
        </>
      )}
    </section>
  );
}
