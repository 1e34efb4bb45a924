/** The command line: commands, options, help. Each command's work stands in a file of its own. */

import { Command, Option } from 'commander';
import { tool } from '../report/tool.ts';
import {
  axesOf,
  diffParts,
  duration,
  type ExportFormat,
  exportFormat,
  type Format,
  format,
  runFormats,
  seed,
  share,
  size,
  storeOf,
  traceFormatsOf,
  whole,
  wordsOf,
} from './arguments.ts';
import { examplesText } from './examples.ts';
import type { RawOptions } from './run-options.ts';

/** What a parsed command line asks for. */
export interface Request {
  readonly command: string;
  readonly targets: readonly string[];
  readonly options: RawOptions;
}

function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

function collectFormats(names: readonly Format['name'][]) {
  const read = format(names);
  return (value: string, before: readonly Format[] | undefined): readonly Format[] => [...(before ?? []), read(value)];
}

function withChanges(command: Command): Command {
  return command
    .option(
      '--instance <name>',
      'instance of the theorem; small, medium and large are sizes that a whole run can be asked for',
    )
    .option('--set <name=value>', 'a parameter of the system; repeatable, commas allowed', collect)
    .option('--with <power[=n]>', 'gives the adversary a power; repeatable', collect)
    .option('--without <rule>', 'takes a rule out of the protocol; repeatable', collect);
}

function withTime(command: Command): Command {
  return command.addOption(
    new Option('--time <duration>', 'stop each search after so long, such as 60s or 2m').argParser(duration('--time')),
  );
}

function withSeed(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--workers <n>',
        'threads that share the claims, or one large search (default: one a core); no answer depends on it',
      ).argParser(whole('--workers', 1)),
    )
    .addOption(
      new Option(
        '--seed <hex>',
        'seed of what is drawn at random, such as 0x2a (default: 0x0); an exhaustive search draws nothing',
      ).argParser(seed),
    );
}

function withCache(command: Command): Command {
  return command
    .option(
      '--cache <dir>',
      'keep what long runs asked of the machines there (default: the folder for caches of the platform)',
    )
    .option('--no-cache', 'read and write no such folder');
}

function withCheckpoints(command: Command): Command {
  return command
    .option(
      '--checkpoint <dir>',
      'write long searches down there, and go on from what the same run wrote before it was cut',
    )
    .addOption(
      new Option('--checkpoint-every <duration>', 'time between two checkpoints (default: 60s)').argParser(
        duration('--checkpoint-every'),
      ),
    );
}

function withLimits(command: Command): Command {
  withTime(command)
    .addOption(
      new Option(
        '--memory <size>',
        'stop a search at this size of its state store, such as 2g (default: half of the memory)',
      ).argParser(size),
    )
    .addOption(new Option('--states <n>', 'stop a search past so many states').argParser(whole('--states', 1)))
    .addOption(new Option('--depth <n>', 'stop a search at this depth').argParser(whole('--depth', 0)));
  return withSeed(command);
}

function withOutput(command: Command, formats: readonly Format['name'][] = ['text', 'json']): Command {
  return command
    .addOption(
      new Option(
        '--format <format[=file]>',
        `${formats.join(', ')}; repeatable, to a file or the standard output`,
      ).argParser(collectFormats(formats)),
    )
    .option('--quiet', 'no progress line')
    .option('--verbose', 'every trace, coverage, and the stack of an internal error');
}

function withView(command: Command): Command {
  return command
    .option('--full', 'traces with every field of a payload and the whole states at both ends')
    .option('--show <places>', 'of traces only these components or places, such as rollup,validator.seen', collect)
    .option('--hide <places>', 'of traces not these', collect);
}

function withTraces(command: Command): Command {
  return withView(command).addOption(
    new Option(
      '--trace-format <formats>',
      'what --out writes traces as: itf, mermaid, md, html, vitest, foundry (default: itf)',
    ).argParser(traceFormatsOf),
  );
}

function withQuiet(command: Command): Command {
  return command.option('--quiet', 'no progress line').option('--verbose', 'the stack of an internal error');
}

/** Builds the command line; `submit` receives what was asked for. */
export function program(submit: (request: Request) => void): Command {
  const root = new Command('plumbline')
    .description('A model checker for Layer 2 protocols written as composed xstate machines.')
    .version(tool.version, '--version', 'prints the version')
    .helpOption('--help', 'prints this help')
    .helpCommand(false)
    .exitOverride()
    .showSuggestionAfterError(false);
  const add = (usage: string, summary: string): Command => {
    const [name = ''] = usage.split(' ');
    const command = root.command(usage).summary(summary).description(summary).helpOption('--help', 'prints this help');
    return command.exitOverride().action((...args: unknown[]) => {
      const targets = args.slice(0, -2).flat() as (string | undefined)[];
      const options = args.at(-2) as RawOptions & { readonly format?: unknown };
      // What an export is written as is no format of a report.
      const { format: as = 'tla', ...others } = options;
      submit({
        command: name,
        targets: targets.filter((target) => target !== undefined),
        options: name === 'export' ? { ...others, as: as as ExportFormat } : options,
      });
    });
  };
  withOutput(add('list [ID]', 'items with their claims; with an ID everything about one of them'));
  const check = withOutput(
    withLimits(
      withChanges(add('check [TARGET...]', 'decide claims exhaustively: items, claims, readings or theorem files')),
    ),
    runFormats,
  );
  withTraces(withCheckpoints(withCache(check)))
    .option('--out <dir>', 'write every trace there, and every strategy, as JSON')
    .addOption(
      new Option(
        '--max-violations <n>',
        'counterexamples of an invariant, each by another cause (default: 1, the shortest)',
      ).argParser(whole('--max-violations', 1)),
    );
  check.addOption(
    new Option(
      '--disk <dir>',
      'where states of invariants and witnesses go when --memory is reached, at a cost in time (default: the search ends there)',
    ),
  );
  check.addOption(
    new Option(
      '--store <store>',
      'what is kept of a state: exact (default), hash[=bits] or bitstate[=size]; the last two may leave states out and say how likely',
    ).argParser(storeOf),
  );
  check.addOption(
    new Option(
      '--reduce <how>',
      'let states stand for others: order (of independent events) or symmetry (of instances)',
    ).choices(['order', 'symmetry']),
  );
  check.addOption(
    new Option(
      '--conformance <what>',
      'only claims that hold machines to a TLA+ module (tla), or code to machines (code)',
    ).choices(['tla', 'code']),
  );
  withOutput(
    withLimits(
      withChanges(add('frontier TARGET', 'the exact region of parameters where a theorem holds, and its formula')),
    ),
  ).addOption(new Option('--over <axes>', 'values of the axes, such as C=1..6,K=0..6').argParser(axesOf));
  withOutput(
    withLimits(add('assumptions TARGET', 'which sets of hypotheses suffice, which do not, and how they fail')),
  );
  withOutput(
    withLimits(
      withChanges(add('attack TARGET', 'the cheapest attack under a price list: price, path, what was paid for')),
    ),
  ).option('--prices <file>', 'JSON such as {"CENSOR": 10}: prices in place of those of the claim');
  const sampled = add('sample [TARGET...]', 'ask invariants of random runs; what is not found so is not excluded')
    .addOption(new Option('--runs <n>', 'random runs of each claim (default: 10000)').argParser(whole('--runs', 1)))
    .addOption(new Option('--steps <n>', 'steps of a run at most (default: 100)').argParser(whole('--steps', 1)));
  withTraces(withOutput(withSeed(withTime(withChanges(sampled))), runFormats)).option(
    '--out <dir>',
    'write every trace there',
  );
  withOutput(
    withLimits(
      withChanges(add('diff BASE [CHANGED]', 'what a change does: structure, behaviours, verdicts, assumptions')),
    ),
    ['text', 'json', 'markdown'],
  ).addOption(
    new Option('--parts <parts>', `only some of ${diffParts.join(', ')}`).argParser(wordsOf('--parts', diffParts)),
  );
  withOutput(withLimits(add('incidents [ID...]', 'the known flaws, each found again and gone without its change')));
  add('init NAME', 'a project of your own, with the machines of a system to edit').option(
    '--from <system>',
    'the system to start from, such as optimistic-rollup, payment-channel or bridge',
  );
  withOutput(
    withSeed(
      withTime(add('mutate [SYSTEM...]', 'every single change of a guard or assignment, and whether a claim sees it')),
    ),
    ['text', 'json', 'markdown'],
  )
    .addOption(
      new Option('--at-least <share>', 'exit 1 unless verdicts tell so many of them, such as 95%').argParser(
        share('--at-least'),
      ),
    )
    .option('--sweeps', 'where no claim tells, ask frontiers and lattices as well')
    .addOption(new Option('--sample <n>', 'only so many, drawn by --seed').argParser(whole('--sample', 1)))
    .addOption(
      new Option('--states <n>', 'only claims of at most so many states (default: 20000)').argParser(
        whole('--states', 1),
      ),
    );
  withView(withOutput(add('replay TRACE', 'step through a stored trace, or a log of events, on the machines'))).option(
    '--file <theorem>',
    'the theorem file whose system made the trace',
  );
  const module = add('tla SPEC', 'check a TLA+ module: assumptions, invariants, properties, deadlocks');
  withCheckpoints(withOutput(withLimits(module)))
    .option('--config <file>', 'the configuration (default: the file of the same name with .cfg)')
    .option('--no-deadlock', 'a state without a successor is no error')
    .option('--emit <dir>', 'write the translation to JavaScript there')
    .option('--coverage', 'count how often each conjunct was evaluated, and was true (slower; one thread)')
    .option('--out <dir>', 'write the trace there, as ITF')
    .addHelpText(
      'after',
      '\nOne thread explores where temporal properties, VIEW, SYMMETRY, --states or an operator that draws or counts are asked for;\nno checkpoint is written of a module that draws or counts, nor with --coverage, which one thread counts.',
    );
  const exported = withLimits(withChanges(add('export TARGET', 'write a system: as a TLA+ module, as DOT or JSON')));
  exported
    .addOption(
      new Option(
        '--format <format>',
        'tla (module and configuration), dot or json (the reachable graph), mermaid (the machines); default tla',
      ).argParser(exportFormat),
    )
    .option('--out <dir>', 'write files there (default: the standard output)')
    .option('--quiet', 'no progress line');
  const explored = add('explore [TARGET...]', 'claims, traces and states in the browser: served, or as one HTML file')
    .option('--out <file.html>', 'write one HTML file that needs no server')
    .addOption(
      new Option('--port <n>', 'port to serve on (default: the first free one from 4870)').argParser(
        whole('--port', 0),
      ),
    )
    .option('--open', 'open a browser')
    .option('--file <theorem>', 'the theorem file whose system made the trace');
  withQuiet(withLimits(withChanges(explored)));
  withOutput(
    withLimits(add('report [TARGET...]', 'the conformance document: a site without script, and one Markdown file')),
  )
    .option('--out <dir>', 'the folder to write it to')
    .option('--from <file>', 'results of check or assumptions in JSON, in place of new runs; repeatable', collect)
    .option('--assumptions', 'decide the sets of hypotheses too, instead of showing what theorem files state');
  withOutput(
    add(
      'conform SPEC [FILE...]',
      'a Markdown specification: which statements are covered, missing, changed since verified',
    ),
  ).option('--update', 'write the lock: the claims are about the statements as they are now');
  withOutput(add('explain WHAT', 'an error code, an item or a claim'));
  withOutput(add('doctor', 'versions, machine and a self-test: what a bug report needs'));
  for (const command of root.commands) command.addHelpText('after', examplesText(command.name()));
  root.addHelpText('after', firstExamples);
  return root;
}

const firstExamples = `
Exit codes: 0 as expected, 1 not as expected, 2 usage, 3 not established, 4 model error, 70 internal, 130 interrupted.

Examples:
  plumbline check 2.1.2                          every claim of a theorem
  plumbline check 2.1.2/literal                  the statement as it stands, with its counterexamples
  plumbline check 2.1.2/repaired --with withhold what if the adversary may withhold data?
  plumbline sample 2.1.2 --runs 1000 --seed 0x2a random runs instead of every state
  plumbline check ./my-theorem.ts                a theorem of your own
`;
