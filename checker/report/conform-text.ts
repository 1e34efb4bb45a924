/** A document held to the claims, as text: each numbered statement, what covers it, and whether it is the text that was verified. */

import type { ConformDocument, ConformedItem } from './document/conform.ts';
import { grid, prose, type Sheet } from './sheet.ts';
import { plural } from './words.ts';

function coverage(page: Sheet, { coverage: kind, claims, machine, needsClaim }: ConformedItem): string {
  switch (kind) {
    case 'claims':
      return plural(claims.length, 'claim');
    case 'machine':
      return needsClaim ? page.paint.red(`only ${machine}, no claim`) : (machine ?? '');
    case 'none':
      return page.paint.red('nothing');
    default:
      return kind satisfies never;
  }
}

function textWords(page: Sheet, { text }: ConformedItem): string {
  switch (text) {
    case 'verified':
      return 'as verified';
    case 'changed':
      return page.paint.red('changed since');
    case 'unknown':
      return page.paint.yellow('never verified');
    default:
      return text satisfies never;
  }
}

function markOf(page: Sheet, { isCovered, text }: ConformedItem): string {
  if (!isCovered || text === 'changed') return page.paint.red('✗');
  return text === 'verified' ? page.paint.green('✓') : page.paint.yellow('?');
}

export function conformText(page: Sheet, document: ConformDocument): string {
  const { items, gone, spec, updated, summary } = document;
  const rows = items.map((item) => [
    `${markOf(page, item)} ${page.paint.bold(item.id)}`,
    item.kind,
    textWords(page, item),
    `${item.name === '' ? '' : `${item.name}: `}${coverage(page, item)}${page.paint.dim(`, ${spec}:${item.line}`)}`,
  ]);
  const wide = page.columns >= 72;
  const narrow = rows.flatMap(([id = '', kind = '', text = '', more = '']) => [
    `  ${id}  ${kind}, ${text}`,
    prose(page, more, 6),
  ]);
  const { missing, changed, unknown } = summary;
  const told = [
    plural(items.length, 'statement'),
    missing === 0 ? 'all covered' : `${missing} not covered`,
    ...(changed === 0 ? [] : [`${changed} changed since verified`]),
    ...(unknown === 0 ? [] : [`${unknown} never verified (--update says that the claims are about this text)`]),
    ...(gone.length === 0 ? [] : [`no longer there: ${gone.join(', ')}`]),
    ...(updated === null ? [] : [`${updated} written`]),
  ];
  const isFine = document.exitCode === 0;
  return `${wide ? grid(page, rows) : narrow.join('\n')}\n\n${prose(page, `${isFine ? page.paint.green('✓') : page.paint.red('✗')} ${told.join(', ')}`, 0)}\n`;
}
