/** The package's entry: the language in which systems and theorems are written, and the checker as functions. */

export { type Io, processIo } from './cli/io.ts';
export type { Registry, RegistryItem } from './cli/registry.ts';
export { run } from './cli/run.ts';
export type { Answer, Failure } from './language/answer.ts';
export { given } from './language/antecedent.ts';
export type { Conformance, Implementation, Taken } from './language/conformance.ts';
export type { Change, Incident } from './language/incident.ts';
export type { AnyMachine, LocalState, Machine, MachineEvent, StateValue } from './language/machine.ts';
export {
  arbitraryOf,
  type Choice,
  noPayload,
  oneOf,
  type Payload,
  payloads,
  range,
  subsetsOf,
} from './language/menu.ts';
export { keyOf, type PlainData } from './language/plain-data.ts';
export { Problem, type ProblemCode, problemKinds } from './language/problem.ts';
export {
  always,
  ask,
  both,
  type Comparison,
  cheapest,
  conceals,
  conforms,
  determines,
  enforceable,
  eventually,
  type FairEvents,
  type Fairness,
  forEvery,
  leadsTo,
  type Player,
  type PriceList,
  type Property,
  type PropertyKind,
  reachable,
  refines,
  specifiedBy,
} from './language/property.ts';
export type { EventMap, RefinementDefinition, SimplerEvent, TakenEvent } from './language/refinement.ts';
export { sampled, trial } from './language/sampled.ts';
export type { Random, RunsDefinition, TrialDefinition } from './language/sampling.ts';
export type { Specified } from './language/specification.ts';
export {
  type AnySystem,
  type Component,
  type Composition,
  type Configuration,
  component,
  configure,
  defineSystem,
  type EventMenu,
  event,
  type Instances,
  instances,
  type Parameter,
  type Power,
  type Rule,
  type Setting,
  type Side,
  type System,
  type SystemDefinition,
  type View,
} from './language/system.ts';
export {
  type AnyClaim,
  type AnyFrontier,
  type AnyLattice,
  type AnyTheorem,
  type Axis,
  type Claim,
  defineTheorem,
  type Expectation,
  type Frontier,
  type Hypothesis,
  type Lattice,
  type Reading,
  type Theorem,
  type TheoremDefinition,
} from './language/theorem.ts';
export type { Cover } from './trace/conformance.ts';
export { type Disallowed, type EventLog, type HeldLog, holdLog, readEventLog } from './trace/event-log.ts';
export { type TraceFile, traceFileOf, writeItf } from './trace/itf.ts';
export { readItf } from './trace/itf-reading.ts';
export { type Replay, replay } from './trace/replay.ts';
export { type Attempt, type Retried, retry } from './trace/retry.ts';
export type { Step, Trace } from './trace/trace.ts';
export { type ClaimResult, decideClaims } from './verdict/claims.ts';
export { type DecideOptions, type Decision, decide, type Verdict } from './verdict/decide.ts';
export { decideFrontier, type FrontierResult } from './verdict/frontier.ts';
export type { GameResult } from './verdict/game-result.ts';
export { decideLattice, type LatticeResult } from './verdict/lattice.ts';
export type { Observed } from './verdict/observed.ts';
export type { Attack, Sensitivity } from './verdict/price.ts';
export type { Sample, SampledRate, SampledRuns } from './verdict/sample.ts';
