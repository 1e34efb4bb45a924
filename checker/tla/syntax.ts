/** The syntax tree of a module: what is left of the text when brackets, bullets and precedence are understood. */

export interface Position {
  /** File as the user named it or as it was found; `module Naturals` for one that is built in. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** Line and column of the last character, where they were asked for. */
  readonly end?: { readonly line: number; readonly column: number };
}

/** Parameter of an operator; one that is an operator itself has an arity. */
export interface Parameter {
  readonly name: string;
  readonly arity: number;
}

/** `x \in S`, `x, y \in S` or `<<x, y>> \in S` */
export interface Bound {
  readonly names: readonly string[];
  readonly isTuple: boolean;
  readonly set: Expression;
}

/** `I!` or `I(a)!` before a name. */
export interface PathStep {
  readonly name: string;
  readonly args: readonly Expression[];
}

export interface ExceptUpdate {
  /** `![a, b]` is one step of two arguments, `!.name` a step of one string. */
  readonly path: readonly (readonly Expression[])[];
  readonly value: Expression;
}

export type Expression = { readonly at: Position } & (
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'real'; readonly text: string }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** A name, an operator application, and every prefix, infix and postfix operator by its symbol. */
  | {
      readonly kind: 'apply';
      readonly path: readonly PathStep[];
      readonly name: string;
      readonly args: readonly Expression[];
    }
  | { readonly kind: 'lambda'; readonly params: readonly Parameter[]; readonly body: Expression }
  | { readonly kind: 'and' | 'or'; readonly items: readonly Expression[] }
  | {
      readonly kind: 'quantified';
      readonly every: boolean;
      readonly bounds: readonly Bound[];
      readonly body: Expression;
    }
  | {
      readonly kind: 'unbounded';
      readonly quantifier: string;
      readonly names: readonly string[];
      readonly body: Expression;
    }
  | {
      readonly kind: 'choose';
      readonly names: readonly string[];
      readonly isTuple: boolean;
      readonly set: Expression | undefined;
      readonly body: Expression;
    }
  | { readonly kind: 'set'; readonly items: readonly Expression[] }
  | { readonly kind: 'filter'; readonly bound: Bound; readonly body: Expression }
  | { readonly kind: 'map'; readonly bounds: readonly Bound[]; readonly body: Expression }
  | { readonly kind: 'function'; readonly bounds: readonly Bound[]; readonly body: Expression }
  | { readonly kind: 'call'; readonly fn: Expression; readonly args: readonly Expression[] }
  | { readonly kind: 'functions'; readonly source: Expression; readonly range: Expression }
  | { readonly kind: 'record'; readonly names: readonly string[]; readonly values: readonly Expression[] }
  | { readonly kind: 'records'; readonly names: readonly string[]; readonly sets: readonly Expression[] }
  | { readonly kind: 'field'; readonly record: Expression; readonly name: string }
  | { readonly kind: 'except'; readonly base: Expression; readonly updates: readonly ExceptUpdate[] }
  | { readonly kind: 'old' }
  | { readonly kind: 'tuple'; readonly items: readonly Expression[] }
  | { readonly kind: 'product'; readonly sets: readonly Expression[] }
  /** `[A]_v` and `<<A>>_v` */
  | {
      readonly kind: 'step';
      readonly mayStutter: boolean;
      readonly action: Expression;
      readonly subscript: Expression;
    }
  | {
      readonly kind: 'fair';
      readonly strong: boolean;
      readonly subscript: Expression;
      readonly action: Expression;
    }
  | { readonly kind: 'if'; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | {
      readonly kind: 'case';
      readonly arms: readonly { readonly test: Expression; readonly value: Expression }[];
      readonly other: Expression | undefined;
    }
  | {
      readonly kind: 'let';
      readonly recursive: readonly Parameter[];
      readonly definitions: readonly Definition[];
      readonly body: Expression;
    }
  /** Something that is understood but not evaluated: named when it is met. */
  /** `Name!1!2` or `Name!:`: a part of a definition, by the places of conjuncts and disjuncts. */
  | { readonly kind: 'part'; readonly of: Expression; readonly places: readonly number[] }
  | { readonly kind: 'unsupported'; readonly construct: string }
);

interface OperatorDefinition {
  readonly kind: 'operator';
  readonly name: string;
  readonly params: readonly Parameter[];
  readonly body: Expression;
  readonly isLocal: boolean;
  readonly isRecursive: boolean;
  readonly at: Position;
}

/** `f[x \in S] == e`, which may speak of itself. */
interface FunctionDefinition {
  readonly kind: 'function';
  readonly name: string;
  readonly bounds: readonly Bound[];
  readonly body: Expression;
  readonly isLocal: boolean;
  readonly at: Position;
}

export interface Substitution {
  readonly name: string;
  readonly value: Expression;
}

/** `INSTANCE M WITH …`, with a name and parameters or without. */
interface InstanceDefinition {
  readonly kind: 'instance';
  readonly name: string | undefined;
  readonly params: readonly Parameter[];
  readonly module: string;
  readonly substitutions: readonly Substitution[];
  readonly isLocal: boolean;
  readonly at: Position;
}

export type Definition = OperatorDefinition | FunctionDefinition | InstanceDefinition;

export type Unit =
  | Definition
  | { readonly kind: 'constants'; readonly declared: readonly Parameter[]; readonly at: Position }
  /** Names that may be used before they are defined. */
  | { readonly kind: 'recursive'; readonly declared: readonly Parameter[]; readonly at: Position }
  | { readonly kind: 'variables'; readonly names: readonly string[]; readonly at: Position }
  | { readonly kind: 'assumption'; readonly name: string | undefined; readonly body: Expression; readonly at: Position }
  | { readonly kind: 'theorem'; readonly name: string | undefined; readonly body: Expression; readonly at: Position }
  | { readonly kind: 'module'; readonly module: Module; readonly at: Position };

export interface Module {
  readonly name: string;
  readonly extended: readonly string[];
  readonly units: readonly Unit[];
  readonly at: Position;
}
