/** The command as a function: arguments, registry and outside world in, exit code out. */

import { CommanderError } from 'commander';
import { Problem } from '../language/problem.ts';
import { sheet } from '../report/sheet.ts';
import { assumptions } from './assumptions.ts';
import { attack } from './attack.ts';
import { check } from './check.ts';
import { conform } from './conform.ts';
import { diff } from './diff.ts';
import { doctor } from './doctor.ts';
import { asProblem, exitCode, exitCodeOfProblem } from './exit-code.ts';
import { explain } from './explain.ts';
import { explore } from './explore.ts';
import { exportSystem } from './export.ts';
import { frontier } from './frontier.ts';
import { incidents } from './incidents.ts';
import { init } from './init.ts';
import { type Io, isColoured } from './io.ts';
import { list } from './list.ts';
import { mutate } from './mutate.ts';
import { program, type Request } from './program.ts';
import type { Registry } from './registry.ts';
import { replayFile } from './replay.ts';
import { report } from './report.ts';
import { sample } from './sample.ts';
import { type Session, sessionOf } from './session.ts';
import { tla } from './tla.ts';
import { isAnswered, usageProblem } from './usage.ts';
import { problemText } from './words.ts';

type CommandFunction = (session: Session, targets: readonly string[]) => Promise<number>;

const commands: Readonly<Record<string, CommandFunction>> = {
  list,
  check,
  frontier,
  assumptions,
  attack,
  diff,
  incidents,
  init,
  mutate,
  report,
  conform,
  sample,
  replay: replayFile,
  tla,
  export: exportSystem,
  explore,
  explain,
  doctor,
};

/** What the arguments ask for; undefined when commander answered by itself (help, version). */
function parse(argv: readonly string[], io: Io): Request | undefined {
  let request: Request | undefined;
  const root = program((asked) => {
    request = asked;
  });
  for (const command of [root, ...root.commands]) {
    command.configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: () => {},
      getOutHelpWidth: () => io.columns,
    });
  }
  try {
    if (argv.length === 0) root.outputHelp();
    else root.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (!isAnswered(error)) throw usageProblem(error, root, argv);
  }
  return request;
}

/**
 * Runs the command. Nothing is thrown and the process is not ended: whatever goes wrong is a problem on the standard error and an
 * exit code.
 */
export async function run(argv: readonly string[], registry: Registry, io: Io): Promise<number> {
  try {
    const request = parse(argv, io);
    if (request === undefined) return exitCode.ok;
    const command = commands[request.command] as CommandFunction;
    return await command(sessionOf(registry, io, request.options), request.targets);
  } catch (error) {
    const problem = asProblem(error);
    const isVerbose = argv.includes('--verbose');
    io.stderr.write(problemText(sheet(io.columns, isColoured(io) && io.isTTY.stderr, isVerbose), problem));
    if (isVerbose && problem.fault === 'internal' && error instanceof Error) io.stderr.write(`${error.stack ?? ''}\n`);
    return error instanceof Problem ? exitCodeOfProblem(problem) : exitCode.internal;
  }
}
