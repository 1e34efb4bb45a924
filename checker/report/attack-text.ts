/** A cheapest attack as text: what it costs, step by step, and how far each price may move before another attack is cheaper. */

import type { ClaimResult } from '../verdict/claims.ts';
import type { Turn } from '../verdict/price.ts';
import { mark } from './claim-text.ts';
import type { AttackDocument } from './document/attack.ts';
import { grid, prose, type Sheet } from './sheet.ts';
import { traceTable } from './trace-text.ts';
import { duration, eventWords, mixWords, number, plural, switchesOf } from './words.ts';

function headline(page: Sheet, { verdict, price, limit, problem }: AttackDocument): string {
  switch (verdict) {
    case 'exhausted':
      return page.paint.bold(price === null ? 'no attack at any price' : `the cheapest attack costs ${number(price)}`);
    case 'failed':
      return page.paint.red(`failed: ${problem?.code ?? 'the model is wrong'}`);
    default:
      return page.paint.yellow(`no least price is established: ${limit ?? verdict}`);
  }
}

function pathTable(page: Sheet, { price, paid }: AttackDocument, { trace }: ClaimResult): readonly string[] {
  if (trace === null || price === null) return [];
  let total = 0;
  const rows = trace.steps.map((step, i) => {
    total += paid[i] ?? 0;
    const own = paid[i] === 0 ? page.paint.dim('–') : number(paid[i] ?? 0);
    return [`${i + 1}`.padStart(2), own, number(total), step.owner, eventWords(step, page.verbose)];
  });
  const head = [' #', 'price', 'total', 'who', 'event'].map((word) => page.paint.dim(word));
  return [trace.steps.length === 0 ? prose(page, 'the initial state already') : grid(page, [head, ...rows]), ''];
}

function turnWords(turn: Turn | null, bound: number, direction: string): string {
  if (turn === null)
    return bound === 0 ? `${direction}: not tried` : `${direction}: no change up to ${number(Math.abs(bound))}`;
  const mix = Object.entries(turn.mix).map(([type, times]) => `${type} ×${times}`);
  return `${direction} by ${number(Math.abs(turn.by))}: ${mix.join(', ') || 'nothing charged'}`;
}

function sensitivityLines(page: Sheet, { sensitivity }: AttackDocument): readonly string[] {
  const rows = sensitivity.map(({ item, prices, range: [least, greatest], down, up }) => [
    item,
    prices.map(number).join(', ') || page.paint.dim('no event'),
    turnWords(down, least, 'down'),
    turnWords(up, greatest, 'up'),
  ]);
  return rows.length === 0 ? [] : [page.paint.dim('  What changes the mix, price by price'), grid(page, rows), ''];
}

export function attackText(page: Sheet, document: AttackDocument, result: ClaimResult): string {
  const { id, says, instance, parameters, mix, times, repriced, misses, met, states, seconds, problem, price } =
    document;
  const { paint } = page;
  const values = Object.entries(parameters).map(([name, value]) => `${name} ${value}`);
  const switches = switchesOf(document);
  const paidFor = Object.entries(times).map(([type, n]) => `${type} ×${n} for ${number(mix[type] ?? 0)}`);
  const given = [`${instance}${values.length === 0 ? '' : `: ${values.join(', ')}`}`, switches].filter((w) => w !== '');
  return [
    `${mark(page, met)} ${paint.bold(id)}  ${headline(page, document)}`,
    prose(page, says),
    paint.dim(prose(page, given.join('; '))),
    ...(Object.keys(repriced).length === 0 ? [] : [paint.dim(prose(page, `prices replaced: ${mixWords(repriced)}`))]),
    ...(problem === null ? [] : [paint.red(prose(page, problem.message))]),
    '',
    ...pathTable(page, document, result),
    ...(page.verbose && result.trace !== null && price !== null ? [traceTable(page, result.trace, 2), ''] : []),
    ...(paidFor.length === 0 ? [] : [prose(page, `paid: ${paidFor.join(', ')}`), '']),
    ...sensitivityLines(page, document),
    prose(
      page,
      `${plural(states, 'state')} examined${price === null ? '' : ', every path compared'}; ${duration(seconds)}`,
    ),
    ...misses.map((miss) => paint.red(prose(page, miss))),
    '',
  ].join('\n');
}
