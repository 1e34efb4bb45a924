/** `plumbline diff` as text: structure, behaviours, verdicts, assumptions, frontiers; what did not change is said in one line. */

import { diffLines } from 'diff';
import type { DeclarationChange } from '../source/declarations.ts';
import type { ElementChange } from '../source/structure-difference.ts';
import type { Behaviours, OneSided } from '../verdict/behaviours.ts';
import type { ComparedClaim, ComparedFrontier, ComparedLattice } from '../verdict/comparison.ts';
import { mark } from './claim-text.ts';
import {
  changedWords,
  changesOfVerdict,
  frontierHasChanged,
  frontierIsOpen,
  hasChanged,
  hasMoved,
  isOpen,
  latticeHasChanged,
  latticeIsOpen,
  movedPoints,
  openQuestions,
  type ProtocolDifference,
  type SystemDifference,
  shortVerdict,
} from './diff.ts';
import { grid, prose, type Sheet } from './sheet.ts';
import { reasons, traceTable } from './trace-text.ts';
import { changeWords, compact, duration, plural, settingWords } from './words.ts';

/** Traces of changed verdicts that are shown in full unless everything is asked for. */
const mostTraces = 1;
/** Lines of a function's difference, and events of a menu, before the rest is only counted. */
const mostLines = 12;
const mostNames = 3;

/** Text that reads better as lines that went and came than side by side. */
function isSource({ before, after }: ElementChange): boolean {
  return [before, after].some((text) => text !== null && (text.length > 40 || /=>|\n/.test(text)));
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

/** Lines that went and came, with those around them left out. */
function sourceLines(page: Sheet, before: string | null, after: string | null): readonly string[] {
  const { paint } = page;
  const ended = (text: string | null): string => (text === null ? '' : `${text}\n`);
  const lines = diffLines(ended(before), ended(after)).flatMap(({ added, removed, value }) => {
    if (!added && !removed) return [];
    const paintOne = added ? paint.green : paint.red;
    const own = value.replace(/\n$/, '').split('\n');
    return own.map((line) => paintOne(cut(`${' '.repeat(6)}${added ? '+' : '-'} ${line}`, page.columns)));
  });
  if (page.verbose || lines.length <= mostLines) return lines;
  return [
    ...lines.slice(0, mostLines),
    prose(page, paint.dim(`… ${plural(lines.length - mostLines, 'more line')} (--verbose)`), 6),
  ];
}

function sign(page: Sheet, before: unknown, after: unknown): string {
  const { paint } = page;
  return before === null ? paint.green('+') : after === null ? paint.red('-') : paint.yellow('~');
}

/** Payloads of one event type that went or came, folded: menus are products and would fill the page. */
function menuRows(page: Sheet, changes: readonly ElementChange[]): readonly (readonly string[])[] {
  const groups = new Map<string, ElementChange[]>();
  for (const change of changes) {
    const [type = ''] = change.name.split(' ');
    const what = change.before === null ? '+' : change.after === null ? '-' : '~';
    groups.set(`${what} ${type}`, [...(groups.get(`${what} ${type}`) ?? []), change]);
  }
  return [...groups.values()].map((group) => {
    const [first] = group as [ElementChange];
    const shown = page.verbose ? group : group.slice(0, mostNames);
    const rest = group.length - shown.length;
    const names = shown.map(({ name }) => name.split(' ').slice(1).join(' ')).filter((name) => name !== '');
    const owner = first.before !== null && first.after !== null ? `${first.before} → ${first.after}` : '';
    const text = [owner, names.join('; '), rest > 0 ? `and ${rest} more` : ''].filter((part) => part !== '').join('; ');
    return [sign(page, first.before, first.after), 'event', first.name.split(' ', 1)[0] as string, text];
  });
}

function structureLines(page: Sheet, structure: readonly ElementChange[]): readonly string[] {
  const isMenu = ({ kind }: ElementChange): boolean => kind === 'event';
  const short = structure.filter((change) => !isMenu(change) && !isSource(change));
  const rows = short.map(({ kind, name, before, after }) => [
    sign(page, before, after),
    kind,
    name,
    before === null ? (after ?? '') : after === null ? before : `${before || 'nothing'} → ${after || 'nothing'}`,
  ]);
  const all = [...rows, ...menuRows(page, structure.filter(isMenu))];
  const long = structure.filter((change) => !isMenu(change) && isSource(change));
  return [
    ...(all.length === 0 ? [] : [grid(page, all)]),
    ...long.flatMap(({ kind, name, before, after }) => [
      prose(page, `${sign(page, before, after)} ${kind} ${name}`),
      ...sourceLines(page, before, after),
    ]),
  ];
}

function declarationLines(page: Sheet, changes: readonly DeclarationChange[]): readonly string[] {
  if (changes.length === 0) return [];
  return [
    page.paint.underline('Source'),
    ...changes.flatMap(({ name, before, after }) => {
      const { file = '', line = 0 } = after ?? before ?? {};
      return [
        prose(page, `${sign(page, before, after)} ${name}  ${page.paint.dim(`${file}:${line}`)}`),
        ...(before === null || after === null ? [] : sourceLines(page, before.text, after.text)),
      ];
    }),
    '',
  ];
}

function oneSidedLines(
  page: Sheet,
  word: 'gained' | 'lost',
  side: OneSided | null,
  limit: string | null,
): readonly string[] {
  const { paint } = page;
  if (side === null) {
    const none = limit === null ? `nothing ${word}` : `nothing ${word} as far as was looked (${limit} limit)`;
    return [prose(page, `${limit === null ? paint.dim('=') : paint.yellow('?')} ${none}`)];
  }
  const head = `${word === 'gained' ? paint.green('+') : paint.red('-')} ${word}, in ${plural(side.trace.steps.length, 'step')}`;
  const where = word === 'gained' ? 'before the change' : 'after the change';
  const who = side.refusedBy.length === 0 ? 'not on offer' : `refused by ${side.refusedBy.join(' and ')}`;
  return [
    prose(page, `${head}: ${compact(side.trace)}`),
    traceTable(page, side.trace),
    prose(page, `⇒ ${where} the last step is ${who}`, 6),
  ];
}

function behaviourLines(page: Sheet, { gained, lost, parted, limit, pairs }: Behaviours): readonly string[] {
  const { paint } = page;
  if (gained === null && lost === null && parted === null && limit === null) {
    return [
      prose(
        page,
        `${paint.green('=')} the same events and the same states, in every one of ${plural(pairs, 'pair')} of states`,
      ),
    ];
  }
  const apart =
    parted === null
      ? []
      : [
          prose(
            page,
            `${paint.yellow('≠')} the same events, other states, after ${plural(parted.base.steps.length, 'step')}: ${compact(parted.base)}`,
          ),
          ...parted.differences.map((change) => prose(page, changeWords(page, change), 6)),
        ];
  return [
    ...oneSidedLines(page, 'gained', gained, limit),
    ...oneSidedLines(page, 'lost', lost, limit),
    ...apart,
    prose(page, paint.dim(`${plural(pairs, 'pair')} of states walked in lock-step`)),
  ];
}

function systemLines(page: Sheet, system: SystemDifference): readonly string[] {
  const { base, changed, claim, configuration, structure, behaviours, problem } = system;
  const { paint } = page;
  const { parameters, powers, rules } = configuration;
  const without = Object.keys(rules).filter((rule) => rules[rule] === false);
  const name = base === changed ? base : `${base} → ${changed}`;
  const setting = `${claim === null ? 'as it stands' : `in the setting of ${claim}`}: ${settingWords({ parameters, powers, without })}`;
  return [
    ...(structure === null
      ? []
      : [
          paint.underline(`Structure of ${name}`),
          ...(structure.length === 0
            ? [prose(page, 'the same machines, inputs and menus')]
            : structureLines(page, structure)),
          '',
        ]),
    ...(behaviours === null && problem === null
      ? []
      : [paint.underline(`Behaviours of ${name}`), paint.dim(prose(page, setting))]),
    ...(behaviours === null ? [] : behaviourLines(page, behaviours)),
    ...(problem === null ? [] : [paint.red(prose(page, problem.message))]),
    ...(behaviours === null && problem === null ? [] : ['']),
  ];
}

function claimLines(page: Sheet, { base, changed }: ComparedClaim, wantsTrace: boolean): readonly string[] {
  const shown = [changed, base].find((side) => side !== null && side.trace !== null && side.verdict === 'violated');
  if (shown === undefined || shown === null || shown.trace === null) return [];
  const when = shown === changed ? '' : 'before the change: ';
  if (!wantsTrace) return [prose(page, page.paint.dim(`${when}${compact(shown.trace)}`), 6)];
  const why = reasons(page, shown.parts, shown.kind);
  return [
    ...(when === '' ? [] : [prose(page, when, 6)]),
    traceTable(page, shown.trace),
    ...(why === '' ? [] : [page.paint.bold(why)]),
  ];
}

function verdictLines(page: Sheet, { claims, untouched }: ProtocolDifference): readonly string[] {
  if (claims.length + untouched === 0) return [];
  const { paint } = page;
  const changed = claims.filter(hasChanged);
  const moved = claims.filter(hasMoved);
  const open = claims.filter(isOpen);
  const lone = claims.filter(({ base, changed: other }) => base === null || other === null);
  const same = claims.length - changed.length - moved.length - open.length - lone.length;
  const touched = `${plural(changed.length, 'verdict')} changed, ${same + moved.length} the same`;
  const rest = untouched === 0 ? '' : `; ${plural(untouched, 'claim')} that the change does not touch`;
  const counts = claims.length === 0 ? `the change touches none of ${plural(untouched, 'claim')}` : touched + rest;
  const row = ({ id, base, changed: other }: ComparedClaim): string =>
    prose(page, `${paint.bold(id)}  ${shortVerdict(base)} → ${paint.bold(shortVerdict(other))}`);
  const plain = (list: readonly ComparedClaim[], title: string): readonly string[] =>
    list.length === 0
      ? []
      : [
          prose(page, paint.dim(title)),
          grid(
            page,
            list.map(({ id, base, changed: other }) => [id, `${shortVerdict(base)} → ${shortVerdict(other)}`]),
            4,
          ),
        ];
  return [
    paint.underline('Verdicts'),
    ...changed.flatMap((claim, i) => [row(claim), ...claimLines(page, claim, page.verbose || i < mostTraces)]),
    ...plain(moved, 'the same verdict by another trace'),
    ...plain(open, 'not established'),
    ...plain(lone, 'asked on one side only'),
    prose(page, paint.dim(counts)),
    '',
  ];
}

function setWords(set: readonly string[]): string {
  return set.length === 0 ? 'nothing at all' : set.join(', ');
}

function latticeLines(page: Sheet, lattice: ComparedLattice): readonly string[] {
  const { id, base, changed, nowNeeded, noLongerNeeded } = lattice;
  const { paint } = page;
  if (base === null || changed === null)
    return [prose(page, `${id}  asked ${base === null ? 'after' : 'before'} the change only`)];
  if (latticeIsOpen(lattice)) return [prose(page, `${paint.yellow('?')} ${id}  not established`)];
  if (!latticeHasChanged(lattice)) return [prose(page, `${paint.dim('=')} ${id}  the same sets suffice`)];
  const has = (sets: readonly (readonly string[])[], set: readonly string[]): boolean =>
    sets.some((one) => [...one].sort().join() === [...set].sort().join());
  const lost = base.minimalSufficient.filter((set) => !has(changed.minimalSufficient, set));
  const gained = changed.minimalSufficient.filter((set) => !has(base.minimalSufficient, set));
  return [
    prose(page, `${paint.bold(id)}  ${base.says}`),
    grid(
      page,
      [
        ...lost.map((set) => [`${paint.red('-')} sufficed`, setWords(set)]),
        ...gained.map((set) => [`${paint.green('+')} suffices`, setWords(set)]),
      ],
      4,
    ),
    ...(changed.minimalSufficient.length === 0
      ? [prose(page, paint.red('no set of hypotheses suffices any more'), 4)]
      : []),
    ...(nowNeeded.length === 0 ? [] : [prose(page, `now needed: ${paint.bold(nowNeeded.join(', '))}`, 4)]),
    ...(noLongerNeeded.length === 0
      ? []
      : [prose(page, `of no more use: ${paint.bold(noLongerNeeded.join(', '))}`, 4)]),
  ];
}

function regionWords(formula: string | null | undefined): string {
  return formula ?? 'no formula';
}

function frontierLines(page: Sheet, frontier: ComparedFrontier): readonly string[] {
  const { id, base, changed } = frontier;
  const { paint } = page;
  if (base === null || changed === null)
    return [prose(page, `${id}  asked ${base === null ? 'after' : 'before'} the change only`)];
  if (frontierIsOpen(frontier)) return [prose(page, `${paint.yellow('?')} ${id}  not established`)];
  if (!frontierHasChanged(frontier)) return [prose(page, `${paint.dim('=')} ${id}  ${regionWords(base.formula)}`)];
  const { lost, gained } = movedPoints(frontier);
  return [
    prose(page, `${paint.bold(id)}  ${regionWords(base.formula)} → ${paint.bold(regionWords(changed.formula))}`),
    prose(page, paint.dim(`${plural(lost, 'point')} of the grid no longer safe, ${gained} safe now`), 4),
  ];
}

function section(page: Sheet, title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [page.paint.underline(title), ...lines, ''];
}

/** The last line: what the exit code says, in words. */
function summary(page: Sheet, difference: ProtocolDifference): string {
  const changed = changesOfVerdict(difference);
  const open = openQuestions(difference);
  const words = [
    changedWords(difference),
    ...(open > 0 ? [`${open} not established`] : []),
    ...(difference.interrupted ? ['interrupted'] : []),
    duration(difference.seconds),
  ];
  return `${prose(page, `${mark(page, changed + open === 0 && !difference.interrupted)} ${words.join(', ')}`, 0)}\n`;
}

export function diffText(page: Sheet, difference: ProtocolDifference): string {
  const { base, changed, says, systems, declarations, lattices, frontiers } = difference;
  const { paint } = page;
  return [
    paint.bold(`${base} → ${changed}`),
    ...says.map((line) => prose(page, line)),
    '',
    ...declarationLines(page, declarations),
    ...systems.flatMap((system) => systemLines(page, system)),
    ...verdictLines(page, difference),
    ...section(
      page,
      'Assumptions',
      lattices.flatMap((lattice) => latticeLines(page, lattice)),
    ),
    ...section(
      page,
      'Frontiers',
      frontiers.flatMap((frontier) => frontierLines(page, frontier)),
    ),
    summary(page, difference),
  ].join('\n');
}
