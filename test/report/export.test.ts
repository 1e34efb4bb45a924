/** Exported modules have the reachable graph of the system: the runner finds the same states, steps, depth and traces. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { assign, setup } from 'xstate';
import { Product } from '../../checker/kernel/product.ts';
import type { LocalState } from '../../checker/language/machine.ts';
import { always, type Property } from '../../checker/language/property.ts';
import { component, configure, defineSystem, event } from '../../checker/language/system.ts';
import { instanceOf } from '../../checker/language/theorem.ts';
import { graphDocument, graphDot, machinesMermaid } from '../../checker/report/graph.ts';
import { graphSchema } from '../../checker/report/schema/tla.ts';
import { treesOf } from '../../checker/report/tabulated-invariant.ts';
import { tlaModule } from '../../checker/report/tla-module.ts';
import { edgeSpace } from '../../checker/search/edges.ts';
import { explore } from '../../checker/search/explore.ts';
import { checkTla } from '../../checker/verdict/tla-check.ts';
import type { TlaResult } from '../../checker/verdict/tla-result.ts';
import { registry } from '../../proofs/registry.ts';

const folder = mkdtempSync(join(tmpdir(), 'plumbline-export-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Request = Omit<Parameters<typeof tlaModule>[0], 'about'>;

async function checked(request: Request): Promise<TlaResult> {
  const { name, module, configuration } = tlaModule({ ...request, about: ['A test.'] });
  const file = join(folder, `${name}.tla`);
  writeFileSync(file, module);
  writeFileSync(join(folder, `${name}.cfg`), configuration);
  return await checkTla({ module: file });
}

/** Beyond it a module takes seconds; the larger ones were compared once, by hand and with TLC. */
const mostStates = 500;

const claims = registry.theorems.flatMap((theorem) => theorem.claims.map((claim) => ({ theorem, claim })));
const systems = [...new Set(claims.map(({ claim }) => claim.system.name))].flatMap((name) => {
  const of = claims.filter(({ claim }) => claim.system.name === name);
  const chosen = of.find(({ claim }) => claim.property.kind === 'always' && claim.expect.states <= mostStates) ?? of[0];
  return chosen === undefined || chosen.claim.expect.states > mostStates ? [] : [chosen];
});

/** Their properties read too many machines together; every other one is exported and fails as it should. */
const leftOut: readonly string[] = ['channel-htlc-without-htlc-outputs', 'forwarding-hop-timelocks'];

describe('the module of a system', () => {
  test.each(systems.map((one) => [`${one.theorem.item}/${one.claim.id}`, one] as const))('of %s', async (_, one) => {
    const { theorem, claim } = one;
    const { system, property } = claim;
    const parameters = instanceOf(theorem, claim.instance, system);
    const configuration = configure(system, { parameters }, claim.setting ?? {});
    const product = new Product(system, configuration);
    const { ending, counts } = await explore(product, [], { limits: { states: 4 * mostStates } });
    if (ending.kind !== 'complete') return;
    const isInvariant = property.kind === 'always' && claim.expect.verdict === 'exhausted';
    const invariants = isInvariant ? [property as Property<never>] : [];
    const whole = await checked({ system, configuration, product, invariants });
    expect(whole).toMatchObject({ verdict: 'success', distinct: counts.states, generated: counts.transitions + 1 });
    expect(whole.depth).toBe(counts.depth + 1);
    if (property.kind !== 'always' || isInvariant) return;
    // What reads too many components together is left out, and said to be.
    if (treesOf(product, property as Property<never>) === undefined) {
      const request = { system, configuration, product, invariants: [property as Property<never>], about: [] };
      expect(tlaModule(request).module).toContain('is left out: it reads the local states of too many components');
      expect(leftOut).toContain(claim.id);
      return;
    }
    expect(leftOut).not.toContain(claim.id);
    const violated = await checked({ system, configuration, product, invariants: [property as Property<never>] });
    expect(violated.verdict).toBe('safety failure');
    expect(violated.trace?.states.length).toBe((claim.expect.steps ?? Number.NaN) + 1);
  });
});

interface Box {
  readonly content: number | string | null | readonly number[];
  readonly 'a b': boolean;
}

const box = setup({
  types: {} as { context: Box; events: { type: 'PUT'; what: Box['content'] } | { type: 'CHOOSE' } },
}).createMachine({
  context: { content: 1, 'a b': true },
  initial: 'DOMAIN',
  states: {
    DOMAIN: { on: { PUT: { actions: assign({ content: ({ event: put }) => put.what }) }, CHOOSE: 'closed' } },
    closed: {},
  },
});

const boxes = defineSystem<{ readonly vars: LocalState<Box> }>({
  name: 'boxes and WF_more',
  says: 'Values that TLC does not compare, and names that TLA+ keeps for itself.',
  parties: { keeper: 'honest' },
  compose: () => ({
    components: { vars: component(box, undefined) },
    events: {
      PUT: event('keeper', [{ what: 1 }, { what: 'one' }, { what: null }, { what: [1, 2] }, { what: [] }]),
      CHOOSE: event('keeper', [{}]),
    },
  }),
});

test('values of several kinds in one place, and reserved words, are written so that the module can be checked', async () => {
  const configuration = configure(boxes);
  const product = new Product(boxes, configuration);
  const { counts } = await explore(product, []);
  const notOne = always<{ readonly vars: LocalState<Box> }>(
    'not one',
    'Never the word.',
    ({ vars }) => vars.context.content !== 'one',
  );
  const result = await checked({ system: boxes, configuration, product, invariants: [notOne as Property<never>] });
  expect(result).toMatchObject({ verdict: 'safety failure', violated: 'NotOne' });
  expect(result.trace?.states).toHaveLength(2);
  const whole = await checked({ system: boxes, configuration, product, invariants: [] });
  expect(whole).toMatchObject({ verdict: 'success', distinct: counts.states, generated: counts.transitions + 1 });
});

test('the graph has every state and edge, as JSON and as DOT; the machines are diagrams', async () => {
  const product = new Product(boxes, configure(boxes));
  const found = await explore(product, []);
  const document = graphDocument(boxes.name, product, found, edgeSpace(product, found));
  expect(graphSchema.parse(document)).toEqual(document);
  expect(document.states).toHaveLength(found.counts.states);
  expect(document.edges).toHaveLength(found.counts.transitions);
  expect(graphDot(document, product).match(/ -> /g)).toHaveLength(found.counts.transitions);
  expect(machinesMermaid(product)).toContain('s0 --> s1 : CHOOSE');
});
