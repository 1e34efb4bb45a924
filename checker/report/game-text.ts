/** A game in words: who plays, how far the player wins, and where it loses why no other move would have helped. */

import type { FairEvents } from '../language/property.ts';
import type { Choice, GameResult } from '../verdict/game-result.ts';
import { prose, type Sheet } from './sheet.ts';
import { eventWords, number, plural } from './words.ts';

function partiesOf(by: readonly string[]): string {
  return by.length === 1 ? (by[0] as string) : `${by.slice(0, -1).join(', ')} and ${by.at(-1)}`;
}

export function drivenWords(entry: FairEvents): string {
  return typeof entry === 'string' ? entry : eventWords({ type: entry.event, payload: entry.with }, true);
}

/** Who plays against whom, from how many states the player wins, and by whom that was checked. */
export function gameLine(page: Sheet, game: GameResult, states: number): string {
  const { by, driven = [], winning, replayed, replayedBy, loss } = game;
  const time = driven.length === 0 ? '' : `; ${driven.map(drivenWords).join(', ')} cannot be withheld for ever`;
  const whose = loss === null ? 'the strategy' : 'the counter-strategy';
  const words = [
    `${partiesOf(by)} against everybody else${time}`,
    `wins from ${number(winning)} of ${plural(states, 'state')}`,
    `${whose} played again by ${replayedBy} in ${plural(replayed, 'position')}`,
  ];
  return page.paint.dim(prose(page, words.join('; '), 6));
}

/** What comes of the choices that come to the same. */
function outcomeWords({ outcome, answer }: Choice, whole: boolean): string {
  const answered = answer === null ? '' : eventWords(answer, whole);
  switch (outcome) {
    case 'too late':
      return `too late, ${answered} comes first`;
    case 'answered':
      return `answered by ${answered}`;
    case 'out of reach':
      return 'puts the goal out of reach';
    case 'not enough':
      return 'not enough, and nothing has to follow';
    default:
      return outcome satisfies never;
  }
}

/** One line a position and outcome: `after step 2 honest could also choose-left: answered by BLOCK censors=true`. */
function choiceLines({ by, loss }: GameResult, whole: boolean): readonly string[] {
  const lines = new Map<string, { readonly moves: string[]; readonly outcome: string; readonly at: number }>();
  for (const choice of loss?.choices ?? []) {
    const outcome = outcomeWords(choice, whole);
    const line = lines.get(`${choice.at} ${outcome}`) ?? { moves: [], outcome, at: choice.at };
    line.moves.push(eventWords(choice.move, whole));
    lines.set(`${choice.at} ${outcome}`, line);
  }
  return [...lines.values()].map(({ at, moves, outcome }) => {
    const when = at === 0 ? 'at the start' : `after step ${at}`;
    return `${when} ${partiesOf(by)} could also ${moves.join(' or ')}: ${outcome}`;
  });
}

function whenWords(at: number): string {
  return at === 0 ? 'from the start' : `from step ${at} on`;
}

/** Lines that a first look has room for. */
const mostLines = 6;

/** Under the trace of a lost game: since when, how it ends, and what the other moves would have come to. */
export function lossLines(page: Sheet, game: GameResult, goal: string): readonly string[] {
  const { by, loss } = game;
  if (loss === null) return [];
  const end = loss.gone === null ? '' : `; ${whenWords(loss.gone)} it is out of reach, whatever anybody does`;
  const all = choiceLines(game, page.verbose);
  const shown = page.verbose ? all : all.slice(0, mostLines);
  const more = all.length - shown.length;
  return [
    page.paint.bold(prose(page, `⇒ lost ${whenWords(loss.at)}: ${partiesOf(by)} cannot force ${goal}${end}`, 6)),
    ...shown.map((line) => prose(page, line, 8)),
    ...(more === 0 ? [] : [page.paint.dim(prose(page, `and ${more} more; --verbose lists them`, 8))]),
  ];
}
