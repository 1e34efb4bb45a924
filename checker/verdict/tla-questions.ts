/** Everything that a specification and its configuration ask, translated as formulas of one program. */

import type { Temporal } from '../kernel/temporal.ts';
import type { Elaboration } from '../tla/elaborate.ts';
import { factsOf } from '../tla/facts.ts';
import { type Claim, StateSink } from '../tla/kernel.ts';
import { placeOf } from '../tla/resolve.ts';
import { meant, type Specification } from '../tla/specification.ts';
import { TemporalReader } from '../tla/temporal.ts';
import type { Coverage } from '../tla/translate/coverage.ts';
import { type Program, ProgramWriter } from '../tla/translate/program.ts';
import type { Formula } from '../tla/translate/translator.ts';
import type { Value } from '../tla/values/value.ts';
import type { FairnessFormulas } from './tla-liveness.ts';

type NamedFormula = Specification['invariants'][number];

export interface Questions {
  readonly program: Program;
  readonly sink: StateSink;
  readonly assumptions: readonly Claim[];
  /** Of every state; of the initial ones; of every step. A property that is no more than that is asked as it is. */
  readonly invariants: readonly Claim[];
  readonly initial: readonly Claim[];
  readonly steps: readonly Claim[];
  readonly constraints: readonly Claim[];
  readonly actionConstraints: readonly Claim[];
  /** By property: what a behaviour that breaks it satisfies, beside what is assumed of all. */
  readonly broken: readonly { readonly name: string; readonly formula: Temporal }[];
  readonly assumed: readonly Temporal[];
  readonly fairness: readonly FairnessFormulas[];
  /** The parts that temporal formulas are made of, and the same as claims. */
  readonly atoms: TemporalReader['atoms'];
  readonly atomClaims: readonly Claim[];
  readonly symmetry: Claim | undefined;
  readonly view: Claim | undefined;
  readonly alias: Claim | undefined;
  readonly postcondition: Claim | undefined;
  /** Whether steps, invariants and constraints are functions of states: nothing is drawn, counted or read. */
  readonly isPure: boolean;
}

/** The value of a constant expression. */
function constantOf(elaboration: Elaboration, formula: Formula): Value {
  const sink = new StateSink(0, 0);
  const wanted = { init: undefined, next: undefined, formulas: [formula] };
  const program = new ProgramWriter(elaboration).program(wanted, sink);
  return (program.formulas[0] as () => Value)();
}

/** Formulas that a program will have, and what they are called; what they answer is known once it is written. */
class FormulaList {
  readonly formulas: Formula[] = [];
  #program: Program | undefined;

  add(name: string, { expression, scope }: Formula): () => Claim {
    const place = this.formulas.push({ expression, scope }) - 1;
    const at = placeOf(meant({ expression, scope }).expression.at);
    return () => ({ name, place, at, formula: (this.#program as Program).formulas[place] as () => Value });
  }

  readonly named = (one: NamedFormula): (() => Claim) => this.add(one.name, one);

  maybe(one: NamedFormula | undefined): () => Claim | undefined {
    return one === undefined ? () => undefined : this.named(one);
  }

  written(program: Program): void {
    this.#program = program;
  }
}

function all(claims: readonly (() => Claim)[]): readonly Claim[] {
  return claims.map((one) => one());
}

/**
 * Translates what is asked. States that stand for others hide cycles, so with temporal properties behaviours are looked for in the whole graph, and
 * `say` is told that symmetry is left out.
 */
export function questionsOf(
  elaboration: Elaboration,
  spec: Specification,
  counters: Coverage | undefined,
  say: (text: string) => void,
): Questions {
  const list = new FormulaList();
  const assumptions = elaboration.assumptions.map(({ name, body, scope }) =>
    list.add(name, { expression: body, scope }),
  );
  const reader = new TemporalReader(elaboration, (formula) => constantOf(elaboration, formula));
  const parts = spec.properties.map((one) => ({ name: one.name, ...reader.parts(one) }));
  const each = (key: 'initial' | 'invariants' | 'steps'): (() => Claim)[] =>
    parts.flatMap(({ name, [key]: some }) => some.map((one) => list.add(name, one)));
  const invariants = [...spec.invariants.map(list.named), ...each('invariants')];
  const initial = each('initial');
  const steps = each('steps');
  const broken = parts.flatMap(({ name, liveness }) =>
    liveness.map((one) => ({ name, formula: reader.formula(one, true) })),
  );
  const { conditions, others } = reader.fairness(spec.fairness);
  const isTemporal = broken.length > 0;
  const assumed = isTemporal ? others.map((one) => reader.formula(one, false)) : [];
  const fairness = (isTemporal ? conditions : []).map(({ name, strength, enabled, taken }) => ({
    ...{ name, strength, enabled: list.add(name, enabled), taken: list.add(name, taken) },
  }));
  const atoms = reader.atoms.map((atom) => list.add('a part of a temporal formula', atom));
  const constraints = spec.constraints.map(list.named);
  const actionConstraints = spec.actionConstraints.map(list.named);
  const view = list.maybe(spec.view);
  if (isTemporal && spec.symmetry !== undefined)
    say(`SYMMETRY ${spec.symmetry.name} is left out: it would hide behaviours that break a temporal property\n`);
  const symmetry = list.maybe(isTemporal ? undefined : spec.symmetry);
  const alias = list.maybe(spec.alias);
  const postcondition = list.maybe(spec.postcondition);
  const variables = elaboration.variables.length;
  const sink = new StateSink(variables, variables + (spec.view === undefined ? 0 : 1));
  const wanted = { init: spec.init, next: spec.next, formulas: list.formulas };
  const program = new ProgramWriter(elaboration, counters).program(wanted, sink);
  list.written(program);
  const asked = [spec.init, spec.next, ...spec.invariants, ...spec.constraints, ...spec.actionConstraints];
  const askedParts = parts.flatMap((one) => [...one.steps, ...one.invariants]);
  return {
    ...{ program, sink, broken, assumed, atoms: reader.atoms },
    ...{ assumptions: all(assumptions), invariants: all(invariants), initial: all(initial), steps: all(steps) },
    ...{ constraints: all(constraints), actionConstraints: all(actionConstraints), atomClaims: all(atoms) },
    fairness: fairness.map(({ name, strength, enabled, taken }) => ({
      ...{ name, strength, enabled: enabled(), taken: taken() },
    })),
    ...{ view: view(), symmetry: symmetry(), alias: alias(), postcondition: postcondition() },
    isPure: [...asked, ...askedParts].every(
      (formula) => formula === undefined || factsOf(formula.expression, formula.scope).isPure,
    ),
  };
}
