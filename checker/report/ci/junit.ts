/** A run as JUnit XML: a suite for each theorem, a case for each claim. */

import library, { type Builder } from 'junit-report-builder';
import { sheet } from '../sheet.ts';
import { traceTable } from '../trace-text.ts';
import { verdictWords } from '../words.ts';
import { missLines, type PlacedClaim, standingOf } from './placed-claim.ts';

const plain = sheet(120, false, false);

/** XML 1.0 has neither most control characters nor halves of surrogate pairs, escaped or not. */
function legal(text: string): string {
  return Array.from(text, (sign) => {
    const code = sign.codePointAt(0) as number;
    const isControl = code < 0x20 && sign !== '\t' && sign !== '\n' && sign !== '\r';
    const isHalf = code >= 0xd800 && code <= 0xdfff;
    return isControl || isHalf || code === 0xfffe || code === 0xffff ? '\uFFFD' : sign;
  }).join('');
}

export function junitXml(claims: readonly PlacedClaim[]): string {
  // Its types describe an ES module; what Node loads is CommonJS, whose default is the builder.
  const report = (library as unknown as Builder).newBuilder();
  const titles = [...new Set(claims.map(({ title }) => title))];
  for (const title of titles) {
    const own = claims.filter((claim) => claim.title === title);
    const suite = report.testSuite().name(legal(title));
    suite.time(own.reduce((sum, { document }) => sum + document.seconds, 0));
    for (const claim of own) {
      const { document, place, story } = claim;
      const { id, item, seconds, states, transitions, depth, instance, verdict } = document;
      const one = suite.testCase().className(legal(item)).name(legal(id)).time(seconds);
      if (place !== null) one.file(`${place.file}:${place.line}`);
      const numbers = { verdict, instance, states, transitions, depth };
      for (const [name, value] of Object.entries(numbers)) one.property(name, String(value));
      const table = story === null ? [] : [traceTable(plain, story.trace, 0)];
      const text = legal([...missLines(claim), ...table].join('\n'));
      switch (standingOf(document)) {
        case 'met':
          break;
        case 'failed':
          one.error(legal(document.problem?.message ?? 'the model is wrong'), document.problem?.code ?? 'failed', text);
          break;
        case 'unexpected':
        case 'open':
          one.failure(legal(verdictWords(document)), verdict).stacktrace(text);
          break;
      }
    }
  }
  return `${report.build()}\n`;
}
