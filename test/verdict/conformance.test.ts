import { describe, expect, test } from 'vitest';
import { assign, createMachine } from 'xstate';
import type { Conformance, Implementation } from '../../checker/language/conformance.ts';
import type { AnyMachine, LocalState, MachineEvent } from '../../checker/language/machine.ts';
import { conforms, type Property } from '../../checker/language/property.ts';
import { type DecideOptions, type Decision, decide } from '../../checker/verdict/decide.ts';
import { plain, systemOf } from '../small-system.ts';

type Count = { readonly n: number };
type View = { readonly store: LocalState<Count>; readonly world: LocalState<Count> };

function counter(types: Readonly<Record<string, number>>, last: number): AnyMachine {
  const on = Object.entries(types).map(([type, by]) => [
    type,
    {
      guard: ({ context }: { context: Count }) => context.n + by >= 0 && context.n + by <= last,
      actions: assign({ n: ({ context }: { context: Count }) => context.n + by } as never),
    },
  ]);
  return createMachine({ id: 'm', context: { n: 0 }, on: Object.fromEntries(on) } as never) as unknown as AnyMachine;
}

/** A shop that holds up to two things, and a world that delivers three at most. */
const shop = systemOf({
  components: { store: counter({ PUT: 1, TAKE: -1 }, 2), world: counter({ PUT: 1 }, 3) },
  events: { PUT: [{}], TAKE: [{}] },
});

class Shop implements Implementation {
  n = 0;

  take({ type }: MachineEvent): boolean | { refuses: string } {
    return type === 'PUT' ? this.put() : this.give();
  }

  put(): boolean | { refuses: string } {
    if (this.n === 2) return { refuses: 'full' };
    this.n += 1;
    return true;
  }

  give(): boolean | { refuses: string } {
    if (this.n === 0) return { refuses: 'empty' };
    this.n -= 1;
    return true;
  }

  observe(): { readonly n: number } {
    return { n: this.n };
  }
}

const whole: Conformance<View> = {
  answers: { store: ['PUT', 'TAKE'] },
  start: () => new Shop(),
  observed: ({ store }) => ({ n: store.context.n }),
};

async function decided(changes: Partial<Conformance<View>> = {}, options: DecideOptions = {}): Promise<Decision> {
  const property = conforms<View>('shop', 'It does what the store does.', { ...whole, ...changes });
  const [decision] = await decide(shop, plain(shop), [property] as readonly Property<never>[], options);
  return decision as Decision;
}

async function found(make: () => Implementation): Promise<{ path: string; because: string | undefined }> {
  const { verdict, trace, parts } = await decided({ start: make });
  expect(verdict).toBe('violated');
  return { path: trace?.steps.map(({ type }) => type).join(' ') ?? '', because: parts[0]?.because };
}

describe('an implementation conforms', () => {
  test('exhausted with every transition and every refusal of the components it stands for', async () => {
    const { verdict, counts, cover, trace } = await decided();
    expect(verdict).toBe('exhausted');
    expect(trace).toBeNull();
    // Stock 0 … 2 with deliveries 0 … 3, and the stock is at most what was delivered.
    expect(counts.states).toBe(9);
    // Joint states are those of the store: PUT in 0 and 1, TAKE in 1 and 2; PUT refused in 2, TAKE in 0.
    expect(cover).toMatchObject({ states: 3, transitions: 4, refusals: 2 });
  });

  test('where nothing can happen, there is still a state to compare and something to refuse', async () => {
    const closed = systemOf({
      components: { store: counter({ PUT: 1, TAKE: -1 }, 0) },
      events: { PUT: [{}], TAKE: [{}] },
    });
    const ask = async (n: number): Promise<Decision> => {
      const start = (): Implementation => ({ take: () => ({ refuses: 'closed' }), observe: () => ({ n }) });
      const property = conforms<View>('shop', 'It does what the store does.', { ...whole, start });
      const [decision] = await decide(closed, plain(closed), [property] as readonly Property<never>[]);
      return decision as Decision;
    };
    const { verdict, cover } = await ask(0);
    expect({ verdict, cover }).toMatchObject({
      verdict: 'exhausted',
      cover: { states: 1, transitions: 0, refusals: 2 },
    });
    expect((await ask(1)).verdict).toBe('violated');
  });

  test('what the environment refuses is not asked of it', async () => {
    const { cover } = await decided({ answers: { store: ['TAKE'] } });
    expect(cover).toMatchObject({ transitions: 4, refusals: 1 });
    const both = await decided({ answers: { store: ['PUT', 'TAKE'], world: [] } });
    expect(both.cover).toMatchObject({ states: 9, transitions: both.counts.transitions, refusals: 6 });
  });

  test('violated by taking what the machine refuses, with the way there and the event', async () => {
    class Bottomless extends Shop {
      override put(): boolean {
        this.n += 1;
        return true;
      }
    }
    expect(await found(() => new Bottomless())).toEqual({
      path: 'PUT PUT',
      because: 'the implementation takes PUT, to be refused',
    });
  });

  test('violated by refusing what the machine takes, with its reason', async () => {
    class Small extends Shop {
      override put(): boolean | { refuses: string } {
        return this.n === 1 ? { refuses: 'no room' } : super.put();
      }
    }
    const { path, because } = await found(() => new Small());
    expect({ path, because }).toEqual({ path: 'PUT PUT', because: 'the implementation does not take PUT: no room' });
  });

  test('violated by ending elsewhere, where only what differs is named', async () => {
    class Wasteful extends Shop {
      override give(): boolean | { refuses: string } {
        const given = super.give();
        this.n = 0;
        return given;
      }
    }
    const { path, because } = await found(() => new Wasteful());
    expect({ path, because }).toEqual({ path: 'PUT PUT TAKE', because: 'n: expected 1, found 0' });
  });

  test('violated by starting elsewhere', async () => {
    class Stocked extends Shop {
      override n = 1;
    }
    expect(await found(() => new Stocked())).toEqual({ path: '', because: 'n: expected 0, found 1' });
  });

  test('violated by a refusal that changes something, naming the event', async () => {
    class Leaky extends Shop {
      override put(): boolean | { refuses: string } {
        const put = super.put();
        if (put !== true) this.n = 1;
        return put;
      }
    }
    const { path, because } = await found(() => new Leaky());
    expect({ path, because }).toEqual({
      path: 'PUT PUT',
      because: 'refusing PUT changes it: n: expected 2, found 1',
    });
  });

  test('violated by a throw, as a step and as a refusal', async () => {
    class Throwing extends Shop {
      override give(): boolean {
        if (this.n === 0) throw new RangeError('nothing there');
        return super.give() === true;
      }
    }
    expect((await found(() => new Throwing())).because).toBe(
      'TAKE is to be refused, but it throws RangeError: nothing there',
    );
    class Broken extends Shop {
      override put(): boolean {
        throw new TypeError('broken');
      }
    }
    expect((await found(() => new Broken())).because).toBe(
      'the implementation does not take PUT: it throws TypeError: broken',
    );
    class Blind extends Shop {
      override observe(): { readonly n: number } {
        throw new Error('dark');
      }
    }
    expect((await found(() => new Blind())).because).toBe('observing it throws Error: dark');
  });

  test('the counterexample is replayed by xstate and ends at the fault', async () => {
    class Bottomless extends Shop {
      override put(): boolean {
        this.n += 1;
        return true;
      }
    }
    const { trace } = await decided({ start: () => new Bottomless() });
    expect(trace?.last.store).toEqual({ value: {}, context: { n: 2 } });
  });
});

describe('a conformance that is no question', () => {
  test.each([
    ['a component that is not there', { answers: { stroe: [] } }, 'PL-111'],
    ['an event that the component does not know', { answers: { world: ['TAKE'] } }, 'PL-111'],
    [
      'a map that throws',
      {
        observed: () => {
          throw new Error('no');
        },
      },
      'PL-114',
    ],
    [
      'a start that throws',
      {
        start: () => {
          throw new Error('no');
        },
      },
      'PL-114',
    ],
    ['a map that gives a function', { observed: () => (() => 0) as never }, 'PL-102'],
  ] as const)('%s is the model’s mistake', async (_, changes, code) => {
    const { verdict, problem } = await decided(changes as Partial<Conformance<View>>);
    expect({ verdict, code: problem?.code }).toEqual({ verdict: 'failed', code });
  });

  test('a limit leaves it open, and nothing is said of the implementation', async () => {
    const { verdict, limit, cover } = await decided({}, { limits: { states: 4 } });
    expect({ verdict, limit, cover }).toEqual({ verdict: 'bounded', limit: 'states', cover: null });
    const stopped = await decided({}, { limits: { seconds: 0 } });
    expect({ verdict: stopped.verdict, limit: stopped.limit }).toEqual({ verdict: 'bounded', limit: 'time' });
    // Interrupted while the first of several runs is under way.
    const interrupt = new AbortController();
    const start = (): Implementation => {
      interrupt.abort();
      return new Shop();
    };
    const answers = { store: ['PUT', 'TAKE'], world: [] };
    const cut = await decided({ start, answers }, { signal: interrupt.signal });
    expect({ verdict: cut.verdict, limit: cut.limit }).toEqual({ verdict: 'bounded', limit: 'interrupt' });
    const all = await decided({ answers });
    expect(cut.cover?.transitions).toBeLessThan(all.cover?.transitions ?? 0);
  });
});
