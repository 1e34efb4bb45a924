/**
 * Everything that can be wrong with a model, a command line or a file, in one typed table.
 *
 * A `Problem` is a mistake that its author can mend: it carries a code, a place, what was expected and found,
 * and one hint. Anything else that is thrown is a defect of the checker and ends with exit code 70.
 */

export type Fault = 'usage' | 'model' | 'internal';

interface ProblemKind {
  readonly fault: Fault;
  readonly title: string;
  readonly explanation: string;
}

export type ProblemCode =
  | 'PL-101'
  | 'PL-102'
  | 'PL-103'
  | 'PL-104'
  | 'PL-105'
  | 'PL-106'
  | 'PL-107'
  | 'PL-108'
  | 'PL-109'
  | 'PL-110'
  | 'PL-111'
  | 'PL-112'
  | 'PL-113'
  | 'PL-114'
  | 'PL-115'
  | 'PL-116'
  | 'PL-201'
  | 'PL-202'
  | 'PL-203'
  | 'PL-204'
  | 'PL-205'
  | 'PL-206'
  | 'PL-207'
  | 'PL-208'
  | 'PL-209'
  | 'PL-210'
  | 'PL-301'
  | 'PL-302'
  | 'PL-303'
  | 'PL-304'
  | 'PL-311'
  | 'PL-312'
  | 'PL-313'
  | 'PL-314'
  | 'PL-315'
  | 'PL-316'
  | 'PL-317'
  | 'PL-331'
  | 'PL-332'
  | 'PL-333'
  | 'PL-334'
  | 'PL-335'
  | 'PL-321'
  | 'PL-322'
  | 'PL-323'
  | 'PL-341'
  | 'PL-342'
  | 'PL-343'
  | 'PL-344'
  | 'PL-401'
  | 'PL-402'
  | 'PL-501'
  | 'PL-502'
  | 'PL-503'
  | 'PL-504'
  | 'PL-505'
  | 'PL-506'
  | 'PL-507'
  | 'PL-508'
  | 'PL-509'
  | 'PL-510'
  | 'PL-511'
  | 'PL-512'
  | 'PL-513'
  | 'PL-514'
  | 'PL-515'
  | 'PL-516'
  | 'PL-517'
  | 'PL-518'
  | 'PL-519'
  | 'PL-520'
  | 'PL-521'
  | 'PL-522'
  | 'PL-523'
  | 'PL-900';

const table: Readonly<Record<ProblemCode, ProblemKind>> = {
  'PL-101': {
    fault: 'model',
    title: 'unsupported machine feature',
    explanation:
      'A checked machine is a pure function of its state and the event. Nested and parallel states, final states, guards with and/or/not, `always` and `assign` are the whole subset; timers, actors, messages, side effects and history have to be said with events and context. Time is an ordinary event (BLOCK); what two machines agree on travels in the payload of an event that both know.',
  },
  'PL-102': {
    fault: 'model',
    title: 'context is not plain data',
    explanation:
      'The context is the state that is compared and stored, so it may hold numbers, bigints, booleans, strings, null, undefined, arrays without holes, plain records, sets and maps, nested to any finite depth; no class instances, functions, symbols, accessors or cycles.',
  },
  'PL-103': {
    fault: 'model',
    title: 'context outside its declared bounds',
    explanation:
      'The system declares which contexts of this component make sense, and a reachable state breaks the declaration. The trace shows how it is reached.',
  },
  'PL-104': {
    fault: 'model',
    title: 'guard or action throws',
    explanation:
      'Guards and actions must be total on every state they can meet. The trace shows the state and the event.',
  },
  'PL-105': {
    fault: 'model',
    title: 'guard or action mutates its argument',
    explanation:
      'A stored state must not change after it was stored. Return a new value instead: copy the array or record, set and map.',
  },
  'PL-106': {
    fault: 'model',
    title: 'guard or action gives two answers for one input',
    explanation:
      'Each entry of a machine’s table is computed once and used for every global state, so a guard or action has to be a function of its context and event alone: no counters, caches or other state outside the machine.',
  },
  'PL-107': {
    fault: 'model',
    title: 'event that no component takes part in',
    explanation:
      'The system declares a menu for an event type that none of its machines has a transition for: it would be enabled everywhere and do nothing.',
  },
  'PL-108': {
    fault: 'model',
    title: 'event type without a menu',
    explanation:
      'A machine has transitions for an event type that the system never offers. Declare its menu (an empty one says that it is switched off on purpose).',
  },
  'PL-109': {
    fault: 'model',
    title: 'a machine’s local states grow without bound',
    explanation:
      'One component reached more local states than the limit. Usually one variable counts up: saturate it at the value past which nothing changes, or split the machine into smaller ones.',
  },
  'PL-110': {
    fault: 'model',
    title: 'eventless transitions never come to rest',
    explanation:
      'A cycle of `always` transitions whose guards stay true. Each `always` must lead to a state where it is disabled.',
  },
  'PL-111': {
    fault: 'model',
    title: 'malformed system, menu or theorem',
    explanation: 'The definition contradicts itself; the message says where.',
  },
  'PL-112': {
    fault: 'model',
    title: 'clock, randomness, actor or system used inside a guard or action',
    explanation:
      'Time and chance are choices of the environment: put them in the payload of an event, so that the search tries every value.',
  },
  'PL-113': {
    fault: 'model',
    title: 'guard or action named but not implemented',
    explanation: 'The machine refers to a guard or action that `setup` (or `provide`) does not define.',
  },
  'PL-114': {
    fault: 'model',
    title: 'property throws or gives no answer',
    explanation: 'A part of a property returns true, false or a reason for its failure, on every reachable state.',
  },
  'PL-115': {
    fault: 'model',
    title: 'liveness claim without fairness',
    explanation:
      'Nothing has to happen unless somebody promises it: a run may stand still for ever. Name the events that may not be neglected (weak or strong fairness); the trace shows a run that just stops.',
  },
  'PL-116': {
    fault: 'model',
    title: 'map that does not fit the TLA+ module',
    explanation:
      'A property made by `specifiedBy` gives every constant and every variable of the module a value, booleans, strings, whole numbers, lists, records, sets and maps of those, such that the module’s assumptions hold and different states of the system are different states of the module.',
  },
  'PL-201': { fault: 'usage', title: 'unknown id', explanation: '`plumbline list` names every item and claim.' },
  'PL-202': { fault: 'usage', title: 'unknown command or option', explanation: '`plumbline --help` names them all.' },
  'PL-203': {
    fault: 'usage',
    title: 'unknown power',
    explanation: '`plumbline list ID` names the powers of its system.',
  },
  'PL-204': {
    fault: 'usage',
    title: 'unknown rule',
    explanation: '`plumbline list ID` names the rules of its system.',
  },
  'PL-205': {
    fault: 'usage',
    title: 'unknown parameter',
    explanation: '`plumbline list ID` names the parameters of its system.',
  },
  'PL-206': {
    fault: 'usage',
    title: 'value outside its domain',
    explanation: 'Every parameter and budget declares its least and greatest value.',
  },
  'PL-207': {
    fault: 'usage',
    title: 'unknown instance',
    explanation: 'A theorem names its instances, usually small, medium and large.',
  },
  'PL-208': {
    fault: 'usage',
    title: 'nothing to do',
    explanation: 'The item has no claim, lattice or frontier of the kind that was asked for.',
  },
  'PL-209': {
    fault: 'usage',
    title: 'unknown component',
    explanation: '`--show` and `--hide` name components of the system, or places in them, such as rollup.batches[0].',
  },
  'PL-210': {
    fault: 'usage',
    title: 'not decided by this store or reduction',
    explanation:
      'A lossy store (`--store`) and a reduction (`--reduce`) leave states out of the search. Invariants and witnesses can be asked of what is left, one by one; cycles, games, prices, what an observer learns, refinements, regions, several counterexamples and checkpoints need every state. Name claims of the kinds always and reachable, or leave the option out.',
  },
  'PL-301': {
    fault: 'usage',
    title: 'file cannot be read, loaded or written',
    explanation: 'The file is missing, is not TypeScript or JavaScript that loads, or the place is not writable.',
  },
  'PL-302': {
    fault: 'usage',
    title: 'file is no theorem module',
    explanation: 'A module given to `check` exports a theorem made by `defineTheorem`, as a named or default export.',
  },
  'PL-303': {
    fault: 'usage',
    title: 'file is no price list',
    explanation:
      'A file given to `attack --prices` is one JSON object from items of the claim’s price list, or other event types of the system, to prices: numbers that are not negative, such as {"CENSOR": 10}. What it does not name keeps the price of the claim; a number in place of a function is charged wherever the function charged something.',
  },
  'PL-304': {
    fault: 'usage',
    title: 'folder is in use',
    explanation:
      'A new project is written into a folder that does not exist yet or is empty, so that nothing of yours is overwritten. Choose another name, or move what is there.',
  },
  'PL-311': {
    fault: 'usage',
    title: 'broken trace file',
    explanation: 'The file is not a complete ITF trace written by this tool: cut off, edited or of another format.',
  },
  'PL-312': {
    fault: 'usage',
    title: 'trace of another model',
    explanation:
      'The trace was made from machines with another content hash. Check out the version that made it, or make the trace again.',
  },
  'PL-313': {
    fault: 'usage',
    title: 'impossible trace',
    explanation: 'A step of the trace is refused by a component, or leads to another state than the trace says.',
  },
  'PL-314': {
    fault: 'usage',
    title: 'broken log of events',
    explanation:
      'A log given to `replay` is one JSON object: {"log": 1, "system": "…", "events": [{"type": "LOCK", "payload": {…}}, …]}, and, where they are not as usual, "parameters", "powers" and "without". Its events are of types that the system knows.',
  },
  'PL-315': {
    fault: 'usage',
    title: 'value that an export cannot write',
    explanation: 'TLA+ as TLC reads it has whole numbers of 32 bits and no others.',
  },
  'PL-316': {
    fault: 'usage',
    title: 'export of a part',
    explanation:
      'An export shows everything that is reachable. A limit or a fault ended the search before all of it was seen, so nothing is written.',
  },
  'PL-331': {
    fault: 'usage',
    title: 'broken checkpoint',
    explanation:
      'The file in the folder given to `--checkpoint` is not a whole checkpoint of this version: cut off, edited, or something else. A search never goes on from what may have been changed. Delete it, and the search begins anew.',
  },
  'PL-332': {
    fault: 'usage',
    title: 'checkpoint of another search',
    explanation:
      'The checkpoint was made from machines, properties, options or a version of this tool that differ from those of this run, so what it holds would not be what this run would have found. Give the run another folder, or delete the checkpoint.',
  },
  'PL-333': {
    fault: 'usage',
    title: 'checkpoint cannot be written',
    explanation:
      'The disk is full or the folder given to `--checkpoint` cannot be written. The checkpoint that was written before is whole and still there: make room and run the same command again, and the search goes on from it.',
  },
  'PL-334': {
    fault: 'usage',
    title: 'no room for temporary files',
    explanation:
      'A search that keeps no states writes how each was found to a file, 8 bytes a state, in the folder for temporary files (TMPDIR), which is full or cannot be written. Nothing is said of what it has seen.',
  },
  'PL-335': {
    fault: 'usage',
    title: 'no room on disk for states',
    explanation:
      'The folder given to `--disk` takes the states of a search that has reached its `--memory`. It is full, or cannot be written or read. Nothing is said of what the search has seen. Make room, name another folder, or leave `--disk` out: the search then ends at the limit and says how far it came.',
  },
  'PL-321': {
    fault: 'usage',
    title: 'port cannot be listened on',
    explanation:
      'Another program listens on the port that `explore --port` names, or the system does not allow it. Without `--port` the first free one of twenty is taken.',
  },
  'PL-322': {
    fault: 'usage',
    title: 'no browser to open',
    explanation: 'The explorer is served all the same: open the address that was printed in any browser.',
  },
  'PL-323': {
    fault: 'usage',
    title: 'explorer page is not built',
    explanation:
      'The explorer is a page that the build of this package makes from its sources; an installed package has it. In a clone `npm ci` and `npm run build` make it.',
  },
  'PL-317': {
    fault: 'usage',
    title: 'theorem is not as expected before any change',
    explanation:
      'Mutants are told by the claims that they break. Where a claim is not as its file expects to begin with, every mutant would seem to break it. Run `plumbline check` on the theorem first.',
  },
  'PL-341': {
    fault: 'usage',
    title: 'no numbered statement',
    explanation:
      'A specification given to `conform` is Markdown whose statements begin a paragraph in bold with their kind and number, such as **Definition 1.1** (Name) or **Theorem 2.1.2**.',
  },
  'PL-342': {
    fault: 'usage',
    title: 'number given twice',
    explanation: 'Claims are found by the number of their statement, so each number stands for one statement.',
  },
  'PL-343': {
    fault: 'usage',
    title: 'broken lock of statements',
    explanation:
      'plumbline.lock.json holds content hashes of statements and is written by `conform --update`. Restore it from version control, or delete it and write it again.',
  },
  'PL-344': {
    fault: 'usage',
    title: 'file holds no results',
    explanation:
      'A file given to `report --from` is what `plumbline check --format json` or `plumbline assumptions --format json` of this version wrote.',
  },
  'PL-401': {
    fault: 'internal',
    title: 'the kernel disagrees with xstate',
    explanation:
      'A counterexample did not replay on the original machines, or a table entry did not repeat. Nothing found in this run can be trusted; please report it with `plumbline doctor`.',
  },
  'PL-402': {
    fault: 'internal',
    title: 'a strategy does not keep what it promises',
    explanation:
      'The answer to an enforceable claim comes with a strategy, for the player or against it, and another routine plays it against every move of the other side. One of these plays did not end as it should. Nothing found in this run can be trusted; please report it with `plumbline doctor`.',
  },
  'PL-501': {
    fault: 'model',
    title: 'file is no TLA+ module',
    explanation:
      'The text does not parse as TLA+. A module starts with ---- MODULE Name ---- and ends with ====; the message names the first place that does not fit.',
  },
  'PL-502': {
    fault: 'model',
    title: 'unknown module',
    explanation:
      'A module that is extended or instantiated is neither beside the file that names it nor one of those built in (Naturals, Integers, Reals, Sequences, FiniteSets, Bags, TLC, TLCExt, Randomization, Json, IOUtils, SequencesExt, FiniteSetsExt, Functions, Folds, Bitwise, UndirectedGraphs and TLAPS).',
  },
  'PL-503': {
    fault: 'model',
    title: 'modules extend each other',
    explanation: 'EXTENDS and INSTANCE form a tree: a module cannot need itself.',
  },
  'PL-504': {
    fault: 'model',
    title: 'unknown name',
    explanation: 'The name is neither declared, defined nor bound where it is used.',
  },
  'PL-505': {
    fault: 'model',
    title: 'wrong number of arguments',
    explanation:
      'An operator is applied to more or fewer arguments than it has parameters, or an operator is given where a value is expected.',
  },
  'PL-506': {
    fault: 'model',
    title: 'configuration file cannot be read',
    explanation:
      'A configuration names constants, INIT and NEXT or SPECIFICATION, invariants and properties; the message names the line that does not fit.',
  },
  'PL-507': {
    fault: 'model',
    title: 'configuration names what the module does not have',
    explanation: 'Each name of the configuration is defined or declared in the module or in one that it extends.',
  },
  'PL-508': {
    fault: 'model',
    title: 'constant without a value',
    explanation: 'Every declared constant gets a value or a replacement in the configuration.',
  },
  'PL-509': {
    fault: 'model',
    title: 'unsupported construct',
    explanation:
      'The construct is TLA+, and this checker does not evaluate it. It is refused before the run rather than skipped.',
  },
  'PL-510': {
    fault: 'model',
    title: 'nothing to check',
    explanation:
      'The module declares variables, and the configuration names no behaviour: INIT and NEXT, or SPECIFICATION.',
  },
  'PL-511': {
    fault: 'model',
    title: 'successor not completely given',
    explanation: "Each action gives every variable a next value: x' = e, x' \\in S or UNCHANGED x, on every path.",
  },
  'PL-512': {
    fault: 'model',
    title: 'infinite or huge set enumerated',
    explanation:
      'The elements of a set are asked for that cannot be listed, such as Nat or SUBSET of a large set. Bound it, or replace it in the configuration (CONSTANT Nat <- MyNat).',
  },
  'PL-513': {
    fault: 'model',
    title: 'value of the wrong kind',
    explanation:
      'An operator met a value that it is not defined for, such as a number where a boolean or a set is needed.',
  },
  'PL-514': {
    fault: 'model',
    title: 'values that cannot be compared',
    explanation:
      'TLA+ does not say whether a number equals a string or a set; as in TLC the comparison is an error. Model values may be compared with anything.',
  },
  'PL-515': {
    fault: 'model',
    title: 'function applied outside its domain',
    explanation: "The argument is no element of the function's domain.",
  },
  'PL-516': {
    fault: 'model',
    title: 'number out of range',
    explanation: 'Division by zero, a negative exponent, or a whole number too large to be held exactly.',
  },
  'PL-517': {
    fault: 'model',
    title: 'CHOOSE without witness',
    explanation: 'No element of the set satisfies the predicate, so CHOOSE has no value that could be computed.',
  },
  'PL-518': {
    fault: 'model',
    title: 'CASE without a true arm',
    explanation: 'No arm of the CASE holds and there is no OTHER.',
  },
  'PL-519': {
    fault: 'model',
    title: 'recursion without end',
    explanation: 'An operator or function calls itself deeper than the stack allows.',
  },
  'PL-520': {
    fault: 'model',
    title: 'evaluation cannot go on',
    explanation: 'The expression has no value that could be computed; the message says why.',
  },
  'PL-521': {
    fault: 'model',
    title: 'Assert failed',
    explanation: 'An Assert of module TLC met FALSE.',
  },
  'PL-522': {
    fault: 'model',
    title: 'name taken twice',
    explanation:
      'A name is declared, defined or bound where it already has a meaning, in this module or in one that it extends. TLA+ has no shadowing.',
  },
  'PL-523': {
    fault: 'model',
    title: 'formula of too high a level',
    explanation:
      'Constants, state functions, actions and temporal formulas are levels, and each place has a highest one: no prime within a prime, no temporal formula inside an action, no variable in an ASSUME.',
  },
  'PL-900': {
    fault: 'internal',
    title: 'internal error',
    explanation: 'A defect of the checker; please report it with `plumbline doctor`.',
  },
};

/** The codes with their titles and explanations, for `plumbline explain` and the documentation. */
export const problemKinds: Readonly<Record<ProblemCode, ProblemKind>> = table;

export interface ProblemDetail {
  /** Where: machine, state, guard, file, option. */
  readonly place: string;
  readonly expected?: string;
  readonly found?: string;
  readonly hint?: string;
}

export class Problem extends Error {
  readonly code: ProblemCode;
  readonly detail: ProblemDetail;
  /** Marks a problem across copies of this package: a user's module may have been loaded with one of its own. */
  readonly brand = 'plumbline.Problem';

  static override [Symbol.hasInstance](value: unknown): value is Problem {
    return typeof value === 'object' && value !== null && (value as Partial<Problem>).brand === 'plumbline.Problem';
  }

  constructor(code: ProblemCode, detail: ProblemDetail) {
    const parts = [`${code} ${table[code].title}: ${detail.place}`];
    if (detail.expected !== undefined) parts.push(`expected ${detail.expected}`);
    if (detail.found !== undefined) parts.push(`found ${detail.found}`);
    super(parts.join('; '));
    this.name = 'Problem';
    this.code = code;
    this.detail = detail;
  }

  get fault(): Fault {
    return table[this.code].fault;
  }
}
