/**
 * Which operators may stand side by side without brackets. As in TLA+ each has a range of precedence, and where the ranges of two
 * neighbours overlap the text is refused rather than read in one of two ways: `A /\ B \/ C` has no meaning. The ranges are those of
 * SANY, the parser of the TLA+ tools, which differ from table 6 of Specifying Systems at SUBSET, UNION and DOMAIN.
 */

type Range = readonly [low: number, high: number];

function ranges(low: number, high: number, text: string): [string, Range][] {
  return text.split(' ').map((symbol) => [symbol, [low, high]]);
}

const prefix: ReadonlyMap<string, Range> = new Map([
  ...ranges(4, 4, '~'),
  ...ranges(4, 15, 'ENABLED UNCHANGED [] <>'),
  ...ranges(10, 13, 'SUBSET UNION DOMAIN'),
  ...ranges(12, 12, '-.'),
]);

const infix: ReadonlyMap<string, Range> = new Map([
  ...ranges(1, 1, '=>'),
  ...ranges(2, 2, '-+-> <=> ~>'),
  ...ranges(3, 3, '/\\ \\/'),
  ...ranges(
    5,
    5,
    '= # < > <= >= := ::= -| =| |- |= \\in \\notin \\approx \\asymp \\cong \\doteq \\gg \\ll \\propto \\sim',
  ),
  ...ranges(5, 5, '\\simeq \\prec \\preceq \\succ \\succeq \\sqsubset \\sqsubseteq \\sqsupset \\sqsupseteq'),
  ...ranges(5, 5, '\\subset \\subseteq \\supset \\supseteq'),
  ...ranges(5, 14, '\\cdot'),
  ...ranges(6, 6, '@@'),
  ...ranges(7, 7, ':> <:'),
  ...ranges(8, 8, '\\ \\cap \\cup'),
  ...ranges(9, 9, '.. ...'),
  ...ranges(9, 13, '!! ## $ $$ ?? \\sqcap \\sqcup \\uplus'),
  ...ranges(9, 14, '\\wr'),
  ...ranges(10, 10, '+ ++ (+)'),
  ...ranges(10, 11, '% %% | ||'),
  ...ranges(10, 13, '\\X'),
  ...ranges(11, 11, '- -- (-)'),
  ...ranges(13, 13, '& && (.) (/) (\\X) * ** / // \\bigcirc \\bullet \\div \\o \\star'),
  ...ranges(14, 14, '^ ^^'),
]);

const associative = new Set(
  '/\\ \\/ \\cdot @@ \\cap \\cup ## $ $$ ?? \\sqcap \\sqcup \\uplus + ++ (+) %% | || - -- (-) (+) & && (.) (\\X) * ** \\bigcirc \\bullet \\o \\star \\X'.split(
    ' ',
  ),
);

function overlap(a: Range | undefined, b: Range | undefined): boolean {
  return a !== undefined && b !== undefined && a[0] <= b[1] && b[0] <= a[1];
}

/** Whether an infix operator may stand without brackets beside another, which is an operand of it. */
export function mayStandBeside(operator: string, operand: string): boolean {
  return (operator === operand && associative.has(operator)) || !overlap(infix.get(operator), infix.get(operand));
}

/** Whether a prefix operator and an infix one may follow each other without brackets, whichever applies first. */
export function mayPrecede(first: string, second: string): boolean {
  return !overlap(prefix.get(first), infix.get(second));
}
