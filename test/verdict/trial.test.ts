import { describe, expect, test } from 'vitest';
import { createMachine } from 'xstate';
import type { AnyMachine } from '../../checker/language/machine.ts';
import type { Property } from '../../checker/language/property.ts';
import { trial } from '../../checker/language/sampled.ts';
import type { TrialDefinition } from '../../checker/language/sampling.ts';
import { type AnySystem, component, configure, defineSystem, event, type View } from '../../checker/language/system.ts';
import { decide } from '../../checker/verdict/decide.ts';
import type { DecideOptions, Decision } from '../../checker/verdict/decision.ts';
import type { SampledRate } from '../../checker/verdict/sample.ts';

/** A system with a parameter; trials read no more of it. */
const waiting: AnySystem = defineSystem<never, 'C'>({
  name: 'waiting',
  says: 'A window.',
  parameters: { C: { says: 'Length of the window.', default: 3, least: 1, greatest: 40 } },
  parties: { clock: 'environment' },
  compose: () => ({
    components: { w: component(createMachine({ on: { TICK: {} } }) as unknown as AnyMachine, undefined) } as never,
    events: { TICK: event('clock', [{}]) },
  }),
});

async function decided(property: Property<View>, options: DecideOptions = {}, C = 3): Promise<Decision> {
  const configuration = configure(waiting, { parameters: { C } });
  const [decision] = await decide(waiting, configuration, [property as Property<never>], options);
  return decision as Decision;
}

describe('a trial', () => {
  const coin = (definition: Partial<TrialDefinition> = {}): Property<View> =>
    trial('coin', 'Three coins fall alike upwards.', {
      draw: (random) => [0, 1, 2].every(() => random.integer(0, 1) === 1),
      equals: 1 / 8,
      ...definition,
    } as TrialDefinition);

  test('estimates a probability, and agrees with a formula inside the exact interval', async () => {
    const decision = await decided(coin());
    expect(decision.verdict).toBe('sampled');
    const { successes, runs: made, interval, confidence, formula } = decision.sample as SampledRate;
    expect([made, confidence, formula]).toEqual([10_000, 0.999, 0.125]);
    expect(successes / made).toBeCloseTo(0.125, 1);
    expect(interval[0]).toBeLessThan(0.125);
    expect(interval[1]).toBeGreaterThan(0.125);
    expect(decision.counts.states).toBe(0);
  });

  test('is violated by a formula outside it, above or below', async () => {
    expect((await decided(coin({ equals: 0.11 }))).verdict).toBe('violated');
    expect((await decided(coin({ equals: 0.14 }))).verdict).toBe('violated');
  });

  test('may be held to a formula from above only', async () => {
    const draw: TrialDefinition['draw'] = (random) => random.real() < 0.1;
    const atMost = (limit: number): Property<View> => trial('rare', 'It is rare.', { draw, atMost: limit });
    expect((await decided(atMost(0.5))).verdict).toBe('sampled');
    expect((await decided(atMost(0.1))).verdict).toBe('sampled');
    expect((await decided(atMost(0.05))).verdict).toBe('violated');
  });

  test('reads the configuration, and is reproduced by its seed', async () => {
    const property = trial('window', 'One of C is drawn.', {
      draw: (random, { parameters }) => random.pick([...Array(parameters.C).keys()]) === 0,
      equals: ({ parameters }) => 1 / Number(parameters.C),
    });
    const [one, again, other] = [
      await decided(property, {}, 7),
      await decided(property, {}, 7),
      await decided(property, { seed: '0x1' }, 7),
    ];
    expect([one.verdict, (one.sample as SampledRate).formula]).toEqual(['sampled', 1 / 7]);
    expect(again.sample).toEqual(one.sample);
    expect((other.sample as SampledRate).successes).not.toBe((one.sample as SampledRate).successes);
  });

  test.each<[string, Partial<TrialDefinition>]>([
    [
      'throws',
      {
        draw: () => {
          throw new Error('no');
        },
      },
    ],
    ['gives no answer', { draw: () => 1 as never }],
    ['draws from nothing', { draw: (random) => random.pick([]) }],
    ['has a formula that is no probability', { equals: 1.5 }],
  ])('that %s has failed with PL-114', async (_, definition) => {
    const { verdict, problem } = await decided(coin(definition));
    expect([verdict, problem?.code]).toEqual(['failed', 'PL-114']);
  });
});
