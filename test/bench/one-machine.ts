/** Two-phase commit as one machine, for tools that search one machine: `getShortestPaths` of xstate/graph. */

import { assign, setup } from 'xstate';
import { getShortestPaths } from 'xstate/graph';

interface Everything {
  readonly tm: 'init' | 'committed' | 'aborted';
  readonly received: number;
  readonly prepared: number;
  readonly rms: readonly ('working' | 'prepared' | 'committed' | 'aborted')[];
}

type Step = {
  readonly type:
    | 'PREPARE'
    | 'RECEIVE_PREPARED'
    | 'ABORT_ALONE'
    | 'RECEIVE_COMMIT'
    | 'RECEIVE_ABORT'
    | 'COMMIT'
    | 'ABORT';
  readonly rm: number;
};

function machineOf(n: number): Parameters<typeof getShortestPaths>[0] {
  const become = (state: Everything['rms'][number]) =>
    assign<Everything, Step, undefined, Step, never>({
      rms: ({ context, event }) => context.rms.map((rm, i) => (i === event.rm ? state : rm)),
    });
  return setup({ types: {} as { context: Everything; events: Step } }).createMachine({
    context: { tm: 'init', received: 0, prepared: 0, rms: Array.from({ length: n }, () => 'working' as const) },
    on: {
      PREPARE: {
        guard: ({ context, event }) => context.rms[event.rm] === 'working',
        actions: [become('prepared'), assign({ prepared: ({ context, event }) => context.prepared | (1 << event.rm) })],
      },
      RECEIVE_PREPARED: {
        guard: ({ context, event }) => context.tm === 'init' && (context.prepared & (1 << event.rm)) !== 0,
        actions: assign({ received: ({ context, event }) => context.received | (1 << event.rm) }),
      },
      ABORT_ALONE: {
        guard: ({ context, event }) => context.rms[event.rm] === 'working',
        actions: become('aborted'),
      },
      COMMIT: {
        guard: ({ context }) => context.tm === 'init' && context.received === 2 ** n - 1,
        actions: assign({ tm: 'committed' }),
      },
      ABORT: { guard: ({ context }) => context.tm === 'init', actions: assign({ tm: 'aborted' }) },
      RECEIVE_COMMIT: { guard: ({ context }) => context.tm === 'committed', actions: become('committed') },
      RECEIVE_ABORT: { guard: ({ context }) => context.tm === 'aborted', actions: become('aborted') },
    },
  }) as unknown as Parameters<typeof getShortestPaths>[0];
}

/** States that xstate/graph finds, each with a shortest path to it. */
export function shortestPaths(n: number): number {
  const each = Array.from({ length: n }, (_, rm) => rm);
  const types = ['PREPARE', 'RECEIVE_PREPARED', 'ABORT_ALONE', 'RECEIVE_COMMIT', 'RECEIVE_ABORT'] as const;
  const events = [
    ...types.flatMap((type) => each.map((rm) => ({ type, rm }))),
    { type: 'COMMIT', rm: -1 },
    { type: 'ABORT', rm: -1 },
  ];
  return getShortestPaths(machineOf(n), { events: events as never }).length;
}
