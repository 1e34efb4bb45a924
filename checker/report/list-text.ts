/** Items and what can be asked of them, as text. */

import type { AnySystem, Power } from '../language/system.ts';
import { type AnyTheorem, systemsOf } from '../language/theorem.ts';
import { grid, prose, type Sheet } from './sheet.ts';
import { plural, settingWords } from './words.ts';

export interface ListedItem {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly statement: string;
  readonly machine: string | null;
  readonly proof: string | null;
  readonly claims: readonly string[];
  readonly theorem: AnyTheorem | null;
}

/** One line an item. */
export function listText(page: Sheet, items: readonly ListedItem[]): string {
  const { paint } = page;
  const rows = items.map(({ id, kind, name, claims, machine }) => {
    const what = claims.length > 0 ? plural(claims.length, 'claim') : machine !== null ? 'machine' : paint.dim('–');
    return [paint.bold(id), kind, name, what];
  });
  const checked = items.filter(({ claims }) => claims.length > 0).length;
  return `${grid(page, rows, 0)}\n\n${plural(items.length, 'item')}, ${checked} with claims; plumbline list ID says more\n`;
}

function powerWords({ says, ...power }: Power): string {
  return power.kind === 'toggle' ? says : `${says} (at most ${power.greatest})`;
}

function systemText(page: Sheet, system: AnySystem): readonly string[] {
  const { paint } = page;
  const section = (title: string, rows: readonly (readonly string[])[]): string[] =>
    rows.length === 0 ? [] : [`  ${paint.underline(title)}`, grid(page, rows, 4)];
  return [
    paint.underline(`System ${system.name}`),
    prose(page, system.says),
    ...section(
      'Parameters (--set name=value)',
      Object.entries(system.parameters).map(([name, { says, least, greatest, default: usual }]) => [
        name,
        `${least}..${greatest}`,
        `${says} (default ${usual})`,
      ]),
    ),
    ...section(
      'Powers of the adversary (--with name)',
      Object.entries(system.powers).map(([name, power]) => [name, powerWords(power)]),
    ),
    ...section(
      'Rules of the protocol (--without name)',
      Object.entries(system.rules).map(([name, { says }]) => [name, says]),
    ),
    ...section(
      'Parties',
      Object.entries(system.parties).map(([name, side]) => [name, side]),
    ),
    '',
  ];
}

function theoremText(page: Sheet, theorem: AnyTheorem): readonly string[] {
  const { paint } = page;
  const { item, claims, frontiers, lattices, instances } = theorem;
  const rows = claims.map(({ id, reading, says, expect }) => [
    paint.bold(`${item}/${id}`),
    reading,
    expect.verdict,
    says,
  ]);
  const more = [
    ...frontiers.map(({ id, says, expect }) => [paint.bold(`${item}/${id}`), 'frontier', expect.formula, says]),
    ...lattices.map(({ id, says }) => [paint.bold(`${item}/${id}`), 'lattice', '', says]),
  ];
  return [
    paint.underline('Instances (--instance name)'),
    grid(
      page,
      Object.entries(instances).map(([name, parameters]) => [name, settingWords({ parameters })]),
    ),
    '',
    paint.underline('Claims, with the verdict that is expected'),
    grid(page, [...rows, ...more]),
    '',
  ];
}

/** Everything about one item. */
export function itemText(page: Sheet, listed: ListedItem): string {
  const { paint } = page;
  const { id, kind, name, statement, machine, proof, theorem } = listed;
  const files = [...(machine === null ? [] : [['machine', machine]]), ...(proof === null ? [] : [['proof', proof]])];
  return [
    `${paint.bold(`${id} ${name}`)} (${kind})`,
    prose(page, statement),
    '',
    ...(files.length === 0 ? [] : [grid(page, files), '']),
    ...(theorem === null
      ? [prose(page, 'No claim yet.'), '']
      : [...systemsOf(theorem).flatMap((system) => systemText(page, system)), ...theoremText(page, theorem)]),
  ].join('\n');
}
