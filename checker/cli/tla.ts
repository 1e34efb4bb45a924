/** `plumbline tla`: checks a TLA+ module under a configuration. */

import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Problem } from '../language/problem.ts';
import { withoutColour } from '../report/sheet.ts';
import { tlaDocument } from '../report/tla-document.ts';
import { tlaText } from '../report/tla-text.ts';
import { tool } from '../report/tool.ts';
import { writeTlaItf } from '../trace/tla-itf.ts';
import { checkTla } from '../verdict/tla-check.ts';
import type { TlaResult } from '../verdict/tla-result.ts';
import { checkpointFolder } from './checkpoints.ts';
import { exitCode, exitCodeOfProblem } from './exit-code.ts';
import { progressOn } from './progress.ts';
import { cores, limitsOf, repeatLine } from './run-options.ts';
import { checkWritable, deliver, type Session, save, say } from './session.ts';
import { quoted } from './words.ts';

function codeOf(result: TlaResult): number {
  if (result.interrupted) return exitCode.interrupted;
  switch (result.verdict) {
    case 'success':
      return exitCode.ok;
    case 'bounded':
      return exitCode.unestablished;
    case 'error':
      return result.problem === null ? exitCode.internal : exitCodeOfProblem(result.problem);
    default:
      return exitCode.unexpected;
  }
}

function moduleFile(targets: readonly string[], cwd: string): string {
  const [target = ''] = targets;
  if (!target.endsWith('.tla')) {
    throw new Problem('PL-202', {
      place: 'tla',
      expected: 'the file of a TLA+ module, such as Spec.tla',
      found: target,
      ...(existsSync(resolve(cwd, `${target}.tla`)) ? { hint: `plumbline tla ${quoted(`${target}.tla`)}` } : {}),
    });
  }
  return resolve(cwd, target);
}

export async function tla(session: Session, targets: readonly string[]): Promise<number> {
  const { io, options, page } = session;
  const module = moduleFile(targets, io.cwd);
  checkWritable(session);
  const words = [repeatLine('tla', targets, options)];
  if (options.config !== undefined) words.push('--config', quoted(options.config));
  if (options.deadlock === false) words.push('--no-deadlock');
  if (options.seed !== undefined) words.push('--seed', options.seed);
  if (options.coverage === true) words.push('--coverage');
  const command = words.join(' ');
  say(session, `${page.paint.dim(command)}\n\n`);
  const checkpoints = checkpointFolder(session);
  const progress = await progressOn(io, options.quiet === true);
  progress.about(basename(module));
  const result = await checkTla({
    module,
    config: options.config === undefined ? undefined : resolve(io.cwd, options.config),
    checkDeadlock: options.deadlock === false ? false : undefined,
    limits: limitsOf(options),
    threads: options.workers ?? cores(),
    coverage: options.coverage === true,
    checkpoint: checkpoints?.options,
    signal: io.interrupted,
    onProgress: progress.show,
    write: (text) => io.stderr.write(text),
    ...(options.seed === undefined ? {} : { seed: Number(BigInt.asIntN(32, BigInt(options.seed))) }),
  });
  progress.clear();
  if (!result.interrupted && result.verdict !== 'bounded' && result.verdict !== 'error') checkpoints?.clear();
  const name = basename(module, '.tla');
  if (options.emit !== undefined) save(session, join(options.emit, `${name}.js`), result.source);
  let walk = '';
  if (options.out !== undefined && result.trace !== null) {
    const file = join(options.out, `${name}.itf.json`);
    const about = { tool: tool.name, version: tool.version, module: name, violated: result.violated ?? '' };
    save(session, file, writeTlaItf(result.trace, result.variables, result.actions, about));
    walk = `  plumbline explore ${quoted(file)} walks through it\n`;
  }
  const code = codeOf(result);
  say(session, `${tlaText(page, result)}${walk}`);
  const facts = {
    command,
    seconds: result.seconds,
    interrupted: result.interrupted,
    exitCode: code,
    seed: options.seed,
  };
  const config = basename(options.config ?? `${name}.cfg`);
  const plain = `${command}\n\n${tlaText(withoutColour(page), result)}`;
  deliver(session, tlaDocument(result, name, config, facts), plain);
  return code;
}
