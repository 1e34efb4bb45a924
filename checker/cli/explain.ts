/** `plumbline explain`: an error code, an item or a claim in words. */

import { didYouMean } from '../language/nearest.ts';
import { Problem, type ProblemCode, problemKinds } from '../language/problem.ts';
import type { Player } from '../language/property.ts';
import type { Refinement } from '../language/refinement.ts';
import type { Sampling } from '../language/sampling.ts';
import type { AnyClaim } from '../language/theorem.ts';
import { drivenWords } from '../report/game-text.ts';
import { grid, prose, type Sheet, withoutColour } from '../report/sheet.ts';
import { plural, settingWords } from '../report/words.ts';
import { list } from './list.ts';
import { selectionOf } from './selection.ts';
import { checkWritable, deliver, type Session, say } from './session.ts';

const whose = { usage: 'the command line or a file', model: 'the model', internal: 'the checker' } as const;

function codeText(page: Sheet, code: ProblemCode): string {
  const { title, explanation, fault } = problemKinds[code];
  return `${page.paint.bold(`${code} ${title}`)}\n${prose(page, explanation)}\n${prose(page, `A mistake in ${whose[fault]}.`)}\n`;
}

function playerRows(player: Player | undefined): readonly (readonly string[])[] {
  if (player === undefined) return [];
  const { by, driven = [] } = player;
  return [
    ['player', by.join(', ')],
    ['driven', driven.map(drivenWords).join(', ') || 'nothing'],
  ];
}

function simplerRows(refinement: Refinement<never> | undefined): readonly (readonly string[])[] {
  if (refinement === undefined) return [];
  const { to, match } = refinement;
  const relations = Object.keys(match).join(', ');
  return [['simpler', `${to.name}: ${to.says}`], ...(relations === '' ? [] : [['relations', relations]])];
}

/** What is drawn at random: `200 runs of at most 10 steps, over limit`. */
function chanceRows(sampling: Sampling | undefined): readonly (readonly string[])[] {
  if (sampling === undefined) return [];
  if (sampling.form === 'rate') {
    const relation =
      sampling.relation === 'equals' ? 'a probability that equals a formula' : 'a probability that a formula bounds';
    return [['chance', `${plural(sampling.runs, 'trial')} of ${relation}`]];
  }
  const { runs, steps, over, oracle } = sampling;
  const axes = Object.keys(over).join(', ');
  const foretold = oracle === null ? '' : ', violations foretold by a formula';
  const drawn = axes === '' ? '' : `, over ${axes}`;
  return [['chance', `${plural(runs, 'run')} of at most ${plural(steps, 'step')}${drawn}${foretold}`]];
}

function claimText(page: Sheet, item: string, claim: AnyClaim): string {
  const { id, reading, says, system, property, instance, setting = {}, expect } = claim;
  const changes = settingWords(setting);
  const parts = Object.keys(property.parts).join(', ');
  const rows = [
    ['reading', reading],
    ['system', system.name],
    ['instance', instance],
    ['setting', changes === '' ? 'as the system stands' : changes],
    ['property', `${property.kind} ${property.name}: ${property.says}`],
    ...playerRows(property.player),
    ...simplerRows(property.refinement),
    ...chanceRows(property.sampling),
    ...(parts === '' ? [] : [['parts', parts]]),
    [
      'expected',
      `${expect.verdict}, ${expect.states} states, depth ${expect.depth}${expect.steps === undefined ? '' : `, a trace of ${expect.steps} steps`}`,
    ],
    ['run', `plumbline check ${item}/${id}`],
  ];
  return `${page.paint.bold(`${item}/${id}`)}\n${prose(page, says)}\n${grid(page, rows)}\n`;
}

export async function explain(session: Session, targets: readonly string[]): Promise<number> {
  const { registry, io, page } = session;
  const [what = ''] = targets;
  const code = what.toUpperCase();
  const write = (text: (on: Sheet) => string, document: object): number => {
    checkWritable(session);
    say(session, text(page));
    deliver(session, { schemaVersion: 1, ...document }, text(withoutColour(page)));
    return 0;
  };
  if (Object.hasOwn(problemKinds, code)) {
    const known = code as ProblemCode;
    return write((on) => codeText(on, known), { code, ...problemKinds[known] });
  }
  if (/^PL/.test(code))
    throw new Problem('PL-201', {
      place: what,
      expected: 'an error code',
      ...didYouMean(code, Object.keys(problemKinds)),
    });
  if (!what.includes('/')) return list(session, targets);
  const selections = await selectionOf(targets, registry, io.cwd);
  const claims = selections.flatMap(({ theorem, claims: own }) => own.map((claim) => ({ item: theorem.item, claim })));
  if (claims.length === 0) return list(session, targets);
  const document = claims.map(({ item, claim: { id, reading, says, instance, expect } }) => ({
    id: `${item}/${id}`,
    reading,
    says,
    instance,
    expect,
  }));
  return write((on) => claims.map(({ item, claim }) => claimText(on, item, claim)).join('\n'), { claims: document });
}
