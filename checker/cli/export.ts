/** `plumbline export`: a system's reachable graph as a TLA+ module, as DOT or JSON, its machines as Mermaid diagrams. */

import { join } from 'node:path';
import { Product } from '../kernel/product.ts';
import { Problem } from '../language/problem.ts';
import type { Property } from '../language/property.ts';
import { type AnySystem, type Configuration, configure } from '../language/system.ts';
import { type AnyTheorem, instanceOf } from '../language/theorem.ts';
import { graphDocument, graphDot, machinesMermaid } from '../report/graph.ts';
import { print } from '../report/json.ts';
import { tlaModule } from '../report/tla-module.ts';
import { plural, settingWords } from '../report/words.ts';
import { edgeSpace } from '../search/edges.ts';
import { type Exploration, explore } from '../search/explore.ts';
import type { ExportFormat } from './arguments.ts';
import { checkInstance, checkSetting, settingFor } from './changes.ts';
import { exitCode } from './exit-code.ts';
import { progressOn } from './progress.ts';
import { changesOf, limitsOf, repeatLine } from './run-options.ts';
import { selectionOf } from './selection.ts';
import { checkWritable, type Session, save } from './session.ts';

interface Chosen {
  readonly system: AnySystem;
  readonly configuration: Configuration;
  /** Of the claims of the selection that ask about this system in this configuration. */
  readonly invariants: readonly Property<never>[];
  readonly about: readonly string[];
}

/** The system and configuration of the first claim that the target names, under the changes of the command line. */
async function choose({ registry, io, options }: Session, targets: readonly string[]): Promise<Chosen> {
  const changes = changesOf(options);
  const [selection] = await selectionOf(targets, registry, io.cwd);
  const [first] = selection?.claims ?? [];
  if (selection === undefined || first === undefined) {
    throw new Problem('PL-208', {
      place: `export ${targets.join(' ')}`,
      found: 'no claim whose system could be written',
    });
  }
  const { theorem, claims } = selection;
  const system: AnySystem = first.system;
  checkInstance(theorem, changes.instance);
  checkSetting([system], changes.setting);
  const configured = (claim: (typeof claims)[number], of: AnyTheorem): Configuration =>
    configure(
      system,
      { parameters: instanceOf(of, changes.instance ?? claim.instance, system) },
      claim.setting ?? {},
      settingFor(system, changes.setting),
    );
  const configuration = configured(first, theorem);
  const alike = claims.filter(
    (claim) => claim.system === system && JSON.stringify(configured(claim, theorem)) === JSON.stringify(configuration),
  );
  const named = new Map(alike.map(({ property }) => [property.name, property as Property<never>]));
  const words = [
    ...Object.entries(configuration.parameters).map(([name, value]) => `${name} = ${value}`),
    settingWords({ powers: configuration.powers, without: withoutOf(configuration) }),
  ];
  return {
    system,
    configuration,
    invariants: [...named.values()].filter(({ kind }) => kind === 'always'),
    about: [
      `The system ${system.name}: ${system.says}`,
      `Of ${theorem.item}/${first.id}: ${words.filter((word) => word !== '').join(', ')}`,
    ],
  };
}

function withoutOf({ rules }: Configuration): readonly string[] {
  return Object.keys(rules).filter((name) => rules[name] === false);
}

function refuseIncomplete(system: string, { ending, counts }: Exploration): void {
  if (ending.kind === 'complete' || ending.kind === 'decided') return;
  if (ending.kind === 'fault' && ending.cause instanceof Problem) throw ending.cause;
  throw new Problem('PL-316', {
    place: `system ${system}`,
    expected: 'every reachable state',
    found: `${plural(counts.states, 'state')} when the search ended: ${ending.kind === 'limit' ? ending.limit : ending.kind}`,
    hint: 'choose a smaller instance with --instance or --set, or raise the limit',
  });
}

interface Written {
  readonly file: string;
  readonly text: string;
}

function write(format: ExportFormat, chosen: Chosen, command: string, product: Product, found: Exploration): Written[] {
  const { name } = chosen.system;
  switch (format) {
    case 'tla': {
      const { states, transitions, depth } = found.counts;
      const counts = `${plural(states, 'state')}, ${plural(transitions, 'step')}, depth ${depth}: TLC counts ${transitions + 1} generated, ${states} distinct, depth ${depth + 1}.`;
      const about = [`Written by ${command}`, ...chosen.about, counts];
      const { name: module, module: text, configuration } = tlaModule({ ...chosen, product, about });
      return [
        { file: `${module}.tla`, text },
        { file: `${module}.cfg`, text: configuration },
      ];
    }
    case 'mermaid':
      return [{ file: `${name}.md`, text: machinesMermaid(product) }];
    default: {
      const document = graphDocument(name, product, found, edgeSpace(product, found));
      return format === 'dot'
        ? [{ file: `${name}.dot`, text: graphDot(document, product) }]
        : [{ file: `${name}.json`, text: print(document) }];
    }
  }
}

export async function exportSystem(session: Session, targets: readonly string[]): Promise<number> {
  const { io, options } = session;
  const { as = 'tla', out } = options;
  const chosen = await choose(session, targets);
  checkWritable(session);
  const command = `${repeatLine('export', targets, options)} --format ${as}`;
  const progress = await progressOn(io, options.quiet === true);
  progress.about(chosen.system.name);
  const product = new Product(chosen.system, chosen.configuration);
  const exploration = await explore(product, [], {
    limits: limitsOf(options),
    signal: io.interrupted,
    onProgress: progress.show,
  });
  progress.clear();
  if (exploration.ending.kind === 'interrupted') return exitCode.interrupted;
  refuseIncomplete(chosen.system.name, exploration);
  const files = write(as, chosen, command, product, exploration);
  for (const { file, text } of files) {
    if (out === undefined) io.stdout.write(files.length > 1 ? `${text}\n` : text);
    else io.stderr.write(`${save(session, join(out, file), text)}\n`);
  }
  return exitCode.ok;
}
