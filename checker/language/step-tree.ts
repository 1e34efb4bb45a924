/**
 * What xstate asked of a machine's guards and actions on the way to an answer, remembered as a tree.
 *
 * Which guards xstate asks, in which order, which actions it runs and where it ends depends on nothing but the active state nodes, the type
 * of the event and what the guards answered: there is no history and no computed parameter. So the way it went once it will go again, and
 * a remembered way is walked by calling the same functions, in the same order, on the same arguments, without xstate in between, whose own
 * part was half of the time to fill the tables of 5.3.2 and 3.1.3. Whatever was not seen before is asked of xstate itself, which extends the tree.
 */

import { isSame } from './plain-data.ts';

/** A guard under watch, with its parameters. */
export type GuardCall = (context: unknown, event: unknown, params: unknown) => boolean;
/** The function of an `assign` under watch: what it changes of the context. */
export type UpdateCall = (context: unknown, event: unknown, params: unknown) => object | undefined;

interface Question<T> {
  readonly kind: 'guard';
  readonly call: GuardCall;
  readonly params: unknown;
  yes: Node<T> | undefined;
  no: Node<T> | undefined;
}

interface Update<T> {
  readonly kind: 'update';
  readonly call: UpdateCall;
  readonly params: unknown;
  next: Node<T> | undefined;
}

interface End<T> {
  readonly kind: 'end';
  readonly answer: T;
}

type Node<T> = Question<T> | Update<T> | End<T>;

type Call =
  | { readonly kind: 'guard'; readonly call: GuardCall; readonly params: unknown; readonly answer: boolean }
  | {
      readonly kind: 'update';
      readonly call: UpdateCall;
      readonly params: unknown;
      readonly answer: object | undefined;
    };

/** Nodes of one tree at most: a machine that counts by eventless steps would have one a number. */
const mostNodes = 10_000;

/** The context after an action, as xstate makes it. */
function updated(context: unknown, change: object | undefined): object {
  return Object.assign({}, context, change);
}

/** Between xstate and the functions of a machine: writes down what is called while xstate answers one question. */
export class Tape {
  #recording = false;
  #given: readonly unknown[] = [];
  #calls: Call[] = [];
  #context: unknown;
  #event: unknown;
  #isFaithful = true;

  guard(call: GuardCall, context: unknown, event: unknown, params: unknown): boolean {
    if (!this.#recording) return call(context, event, params);
    this.#expect(context, event);
    const at = this.#calls.length;
    const answer = at < this.#given.length ? (this.#given[at] as boolean) : call(context, event, params);
    this.#calls.push({ kind: 'guard', call, params, answer });
    return answer;
  }

  update(call: UpdateCall, context: unknown, event: unknown, params: unknown): object | undefined {
    if (!this.#recording) return call(context, event, params);
    this.#expect(context, event);
    const at = this.#calls.length;
    const answer = at < this.#given.length ? (this.#given[at] as object | undefined) : call(context, event, params);
    this.#calls.push({ kind: 'update', call, params, answer });
    this.#context = updated(context, answer);
    return answer;
  }

  /**
   * Runs xstate. `given` are the answers of the calls that it is known to begin with, which are not made again. The calls are undefined
   * where they do not say all: an event that xstate raised itself, or a context that an action did not make.
   */
  record<T>(
    context: unknown,
    event: unknown,
    given: readonly unknown[],
    run: () => T,
    contextOf: (answer: T) => unknown,
  ): { readonly answer: T; readonly calls: readonly Call[] | undefined } {
    this.#calls = [];
    this.#given = given;
    this.#context = context;
    this.#event = event;
    this.#isFaithful = true;
    this.#recording = true;
    try {
      const answer = run();
      this.#expect(contextOf(answer), event);
      return { answer, calls: this.#isFaithful ? this.#calls : undefined };
    } finally {
      this.#recording = false;
    }
  }

  #expect(context: unknown, event: unknown): void {
    if (event !== this.#event) this.#isFaithful = false;
    if (context === this.#context || !this.#isFaithful) return;
    try {
      this.#isFaithful = isSame(context, this.#context);
    } catch {
      this.#isFaithful = false;
    }
    this.#context = context;
  }
}

/** The ways that xstate went from one configuration with one type of event. */
export class StepTree<T> {
  #root: Node<T> | undefined;
  #nodes = 0;
  /** Whether xstate does something that calls alone do not tell. */
  #isClosed = false;

  /**
   * The answer and the context at the end of the way. `ask` is xstate itself. Throws what the machine's functions throw.
   */
  follow(
    tape: Tape,
    context: unknown,
    event: unknown,
    ask: () => T,
    contextOf: (answer: T) => unknown,
  ): { readonly answer: T; readonly context: unknown } {
    const given: unknown[] = [];
    let now = context;
    let node = this.#root;
    while (node !== undefined) {
      switch (node.kind) {
        case 'guard': {
          const passed = node.call(now, event, node.params);
          given.push(passed);
          node = passed ? node.yes : node.no;
          break;
        }
        case 'update': {
          const change = node.call(now, event, node.params);
          given.push(change);
          now = updated(now, change);
          node = node.next;
          break;
        }
        default:
          return { answer: node.answer, context: now };
      }
    }
    return this.#learn(tape, context, event, given, ask, contextOf);
  }

  #learn(
    tape: Tape,
    context: unknown,
    event: unknown,
    given: readonly unknown[],
    ask: () => T,
    contextOf: (answer: T) => unknown,
  ): { readonly answer: T; readonly context: unknown } {
    if (this.#isClosed) {
      const answer = ask();
      return { answer, context: contextOf(answer) };
    }
    const { answer, calls } = tape.record(context, event, given, ask, contextOf);
    if (calls === undefined) this.#close();
    else if (this.#nodes + calls.length < mostNodes) this.#grow(calls, answer);
    return { answer, context: contextOf(answer) };
  }

  #close(): void {
    this.#isClosed = true;
    this.#root = undefined;
  }

  #grow(calls: readonly Call[], answer: T): void {
    let node = this.#root;
    let attach = (next: Node<T>): void => {
      this.#root = next;
    };
    for (const call of calls) {
      if (node === undefined) {
        node = nodeOf(call);
        attach(node);
        this.#nodes++;
      }
      const here: Node<T> = node;
      // Two ways from the same answers: what xstate does here depends on something else.
      if (here.kind === 'end' || here.kind !== call.kind || here.call !== call.call) {
        this.#close();
        return;
      }
      if (here.kind === 'update') {
        node = here.next;
        attach = (next) => {
          here.next = next;
        };
      } else if (call.answer === true) {
        node = here.yes;
        attach = (next) => {
          here.yes = next;
        };
      } else {
        node = here.no;
        attach = (next) => {
          here.no = next;
        };
      }
    }
    if (node === undefined) attach({ kind: 'end', answer });
    else this.#close();
  }
}

function nodeOf<T>({ kind, call, params }: Call): Question<T> | Update<T> {
  return kind === 'guard'
    ? { kind, call, params, yes: undefined, no: undefined }
    : { kind, call, params, next: undefined };
}
