/** What `--out` writes of the claims of a theorem: their traces, in every form that is asked for, and strategies. */

import { basename, join, relative, resolve, sep } from 'node:path';
import { Problem } from '../language/problem.ts';
import type { AnySystem } from '../language/system.ts';
import type { AnyClaim } from '../language/theorem.ts';
import type { ReportedClaim } from '../report/claim-text.ts';
import type { ClaimDocument } from '../report/document/claim.ts';
import { mermaidOf } from '../report/drawing/sequence-mermaid.ts';
import { print, strategyDocument } from '../report/json.ts';
import { tool } from '../report/tool.ts';
import { traceFoundry } from '../report/trace-foundry.ts';
import { traceMarkdown } from '../report/trace-markdown.ts';
import { tracePage } from '../report/trace-page.ts';
import { type Story, storyOf } from '../report/trace-story.ts';
import { traceTest } from '../report/trace-test.ts';
import { traceFileOf, writeItf } from '../trace/itf.ts';
import { isRetried } from '../trace/retry.ts';
import type { TraceFormat } from './arguments.ts';
import type { Registry } from './registry.ts';
import type { Selection } from './selection.ts';
import { type Session, save } from './session.ts';

/** Throws PL-202 where traces are to be written in some form and nowhere to. */
export function checkTraceFormat({ options }: Session): void {
  if (options.traceFormat === undefined || options.out !== undefined) return;
  throw new Problem('PL-202', { place: '--trace-format', expected: '--out DIR beside it', found: 'no folder' });
}

/** What a test in `folder` imports a theorem from: the user's file, or the module of the package. */
function moduleOf({ theorem, file }: Selection, { items }: Registry, folder: string, cwd: string): string | undefined {
  if (file !== null) {
    const path = relative(resolve(cwd, folder), resolve(cwd, file)).split(sep).join('/');
    return path.startsWith('.') ? path : `./${path}`;
  }
  const proof = items.find(({ id }) => id === theorem.item)?.proof;
  return proof == null ? undefined : `plumbline/proofs/${basename(proof, '.ts')}`;
}

interface Written {
  readonly story: Story;
  readonly document: ClaimDocument;
  readonly system: AnySystem;
  readonly module: string | undefined;
  /** Whether one run shows or refutes the claim, so that a test can try it again. */
  readonly isRetried: boolean;
}

function textOf(
  format: Exclude<TraceFormat, 'itf'>,
  { story, document, system, module, isRetried }: Written,
): [string, string][] {
  switch (format) {
    case 'mermaid':
      return [['mmd', mermaidOf(story.sequence, story.trace.loop)]];
    case 'md':
      return [['md', traceMarkdown(story)]];
    case 'html':
      return [['html', tracePage(story)]];
    case 'vitest': {
      if (module === undefined || !isRetried) return [];
      return [['test.ts', traceTest(story, { module, claim: document.id, isWitness: document.kind === 'reachable' })]];
    }
    case 'foundry':
      return [['t.sol', traceFoundry(story, system.calls, document.id)]];
    default:
      return format satisfies never;
  }
}

/**
 * Writes each trace as `<id with / replaced by ->.itf.json` and in the other forms of `--trace-format`; more counterexamples of one claim
 * as `….2`, `….3`; what a simpler system did as `….simpler.itf.json`, the second of two runs as `….pair.itf.json`, and a strategy as
 * `….strategy.json`.
 */
export function saveTraces(
  session: Session,
  command: string,
  selection: Selection,
  claims: readonly ReportedClaim[],
): void {
  const { options, registry, io, page } = session;
  const { out, traceFormat = ['itf'] } = options;
  if (out === undefined) return;
  const module = moduleOf(selection, registry, out, io.cwd);
  for (const { result, document } of claims) {
    if (result === null || result.trace === null) continue;
    const { id, item, instance, trace, parts, further, divergence, observed } = result;
    const about = { tool: tool.name, version: tool.version, item, claim: id, instance };
    const name = join(out, id.replaceAll('/', '-'));
    const claim = selection.claims.find((one) => `${item}/${one.id}` === id) as AnyClaim;
    [{ trace, parts }, ...further].forEach((one, i) => {
      const own = i === 0 ? name : `${name}.${i + 1}`;
      const story = storyOf(document, claim.system, one, { command, view: page.view });
      const written = { story, document, system: claim.system, module, isRetried: isRetried(claim.property) };
      for (const format of traceFormat) {
        if (format === 'itf') save(session, `${own}.itf.json`, writeItf(traceFileOf(one.trace, about)));
        else for (const [ending, text] of textOf(format, written)) save(session, `${own}.${ending}`, text);
      }
    });
    if (traceFormat.includes('itf')) {
      if (divergence !== null)
        save(session, `${name}.simpler.itf.json`, writeItf(traceFileOf(divergence.followed, about)));
      const pair = observed?.pair ?? null;
      if (pair !== null) save(session, `${name}.pair.itf.json`, writeItf(traceFileOf(pair, about)));
    }
    const strategy = strategyDocument(result);
    if (strategy !== null) save(session, `${name}.strategy.json`, print(strategy));
  }
}
