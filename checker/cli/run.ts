/** The command as a function: arguments, registry and outside world in, exit code out. */

import { CommanderError } from 'commander';
import { Problem } from '../language/problem.ts';
import { sheet } from '../report/sheet.ts';
import { asProblem, exitCode, exitCodeOfProblem } from './exit-code.ts';
import { type Io, isColoured } from './io.ts';
import { program, type Request } from './program.ts';
import type { LoadRegistry, Registry } from './registry.ts';
import { type Session, sessionOf } from './session.ts';
import { isAnswered, usageProblem } from './usage.ts';
import { problemText } from './words.ts';

type CommandFunction = (session: Session, targets: readonly string[]) => Promise<number>;

/** Each command is read when it is asked for: reading all of them, with the model, took 0.5 s of a run. */
const commands: Readonly<Record<string, () => Promise<CommandFunction>>> = {
  list: async () => (await import('./list.ts')).list,
  check: async () => (await import('./check.ts')).check,
  frontier: async () => (await import('./frontier.ts')).frontier,
  assumptions: async () => (await import('./assumptions.ts')).assumptions,
  attack: async () => (await import('./attack.ts')).attack,
  diff: async () => (await import('./diff.ts')).diff,
  incidents: async () => (await import('./incidents.ts')).incidents,
  init: async () => (await import('./init.ts')).init,
  mutate: async () => (await import('./mutate.ts')).mutate,
  report: async () => (await import('./report.ts')).report,
  conform: async () => (await import('./conform.ts')).conform,
  sample: async () => (await import('./sample.ts')).sample,
  replay: async () => (await import('./replay.ts')).replayFile,
  tla: async () => (await import('./tla.ts')).tla,
  export: async () => (await import('./export.ts')).exportSystem,
  explore: async () => (await import('./explore.ts')).explore,
  explain: async () => (await import('./explain.ts')).explain,
  doctor: async () => (await import('./doctor.ts')).doctor,
};

/** Commands that need no theorems but those that their targets name. */
const byTargets: ReadonlySet<string> = new Set(['check', 'frontier', 'assumptions', 'attack', 'sample', 'explore']);
/** Speaks of nothing that is registered. */
const withoutRegistry: ReadonlySet<string> = new Set(['tla']);
const nothing: Registry = { items: [], theorems: [] };

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

async function registryFor({ command, targets }: Request, registry: Registry | LoadRegistry): Promise<Registry> {
  if (withoutRegistry.has(command)) return nothing;
  if (typeof registry !== 'function') return registry;
  return await registry(byTargets.has(command) ? targets : []);
}

/**
 * Runs the command; of a registry given as a function no more is loaded than the command needs. Nothing is thrown and the process is not
 * ended: whatever goes wrong is a problem on the standard error and an exit code.
 */
export async function run(argv: readonly string[], registry: Registry | LoadRegistry, io: Io): Promise<number> {
  try {
    const request = parse(argv, io);
    if (request === undefined) return exitCode.ok;
    const command = await (commands[request.command] as () => Promise<CommandFunction>)();
    const known = await registryFor(request, registry);
    return await command(sessionOf(known, io, request.options), request.targets);
  } catch (error) {
    const problem = asProblem(error);
    const isVerbose = argv.includes('--verbose');
    io.stderr.write(problemText(sheet(io.columns, isColoured(io) && io.isTTY.stderr, isVerbose), problem));
    if (isVerbose && problem.fault === 'internal' && error instanceof Error) io.stderr.write(`${error.stack ?? ''}\n`);
    return error instanceof Problem ? exitCodeOfProblem(problem) : exitCode.internal;
  }
}
