/** The result of `plumbline tla` as text: verdict and figures, then the trace in TLA+ values. */

import { print } from '../tla/values/print.ts';
import type { TlaResult } from '../verdict/tla-result.ts';
import { prose, type Sheet } from './sheet.ts';
import { coverageLines } from './tla-coverage-text.ts';
import { duration, number, plural } from './words.ts';

function verdictLine(page: Sheet, { verdict, violated, limit, claims, distinct, actions }: TlaResult): string {
  const { paint } = page;
  switch (verdict) {
    case 'success':
      if (distinct === 0 && actions.length > 0)
        return paint.yellow('? no state is initial: whatever is claimed holds, of nothing');
      if (distinct === 0) {
        return claims.length > 0
          ? paint.green('✓ every assumption is true; no behaviour is specified, so no state was examined')
          : paint.yellow('? nothing is claimed, and no behaviour is specified: the module was read and is well formed');
      }
      return paint.green('✓ every reachable state was examined; what the configuration claims holds');
    case 'safety failure':
      return paint.red(`✗ ${violated} is violated`);
    case 'liveness failure':
      return paint.red(`✗ ${violated} is violated by a behaviour that goes on for ever`);
    case 'deadlock':
      return paint.red('✗ a reachable state has no successor (deadlock)');
    case 'assumption failure':
      return paint.red(`✗ the assumption ${violated} is false`);
    case 'bounded':
      return paint.yellow(
        `? not decided: ${limit === 'interrupted' ? 'interrupted' : `cut by the ${limit} limit`}; nothing found so far`,
      );
    case 'error':
      return paint.red('✗ the specification could not be evaluated');
    default:
      return verdict satisfies never;
  }
}

function stateLines(page: Sheet, result: TlaResult, i: number): readonly string[] {
  const { trace, variables, actions } = result;
  if (trace === null) return [];
  const values = trace.states[i] ?? [];
  const before = trace.states[i - 1];
  const action = i === 0 ? 'initial state' : (actions[trace.events[i] as number] ?? 'stuttering');
  const head = `  ${i + 1}  ${page.paint.bold(action)}`;
  return [
    head,
    ...variables.map((name, v) => {
      const text = print(values[v] ?? false);
      const isNew = before === undefined || print(before[v] ?? false) !== text;
      const line = prose(page, `/\\ ${name} = ${text}`, 6);
      return isNew ? line : page.paint.dim(line);
    }),
  ];
}

function traceLines(page: Sheet, result: TlaResult): readonly string[] {
  const { trace } = result;
  if (trace === null) return [];
  const lines = trace.states.flatMap((_, i) => stateLines(page, result, i));
  if (trace.loop !== null) {
    const isStill = trace.loop === trace.states.length - 1;
    lines.push(isStill ? '  and stands still for ever' : `  and goes on from state ${trace.loop + 1} for ever`);
  }
  return lines;
}

export function tlaText(page: Sheet, result: TlaResult): string {
  const { generated, distinct, depth, frontier, seconds, problem, claims } = result;
  const figures = `${plural(generated, 'state')} generated, ${number(distinct)} distinct, depth ${depth}, ${number(frontier)} left, ${duration(seconds)}`;
  const asked = claims.map(({ name }) => name).join(', ');
  const lines = [
    verdictLine(page, result),
    page.paint.dim(prose(page, asked === '' ? 'nothing is claimed' : `asked: ${asked}`, 2)),
    `  ${figures}`,
  ];
  if (problem !== null) {
    lines.push(page.paint.red(prose(page, problem.message, 2)));
    if (problem.detail.hint !== undefined) lines.push(`  hint: ${problem.detail.hint}`);
  }
  if (page.verbose) {
    const names = [...new Set(result.actions)];
    const fired = names.map((name) => {
      const sum = result.actions.reduce((total, one, i) => total + (one === name ? (result.fired[i] ?? 0) : 0), 0);
      return `${name} ${number(sum)}`;
    });
    lines.push(page.paint.dim(prose(page, `taken: ${fired.join(', ')}`, 2)));
  }
  if (result.trace !== null) lines.push('', `  The way there, ${plural(result.trace.states.length, 'state')}:`);
  lines.push(...traceLines(page, result));
  if (result.coverage !== null) lines.push(...coverageLines(page, result.coverage));
  return `${lines.join('\n')}\n`;
}
