/** `plumbline attack`: the cheapest attack under a price list. */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { didYouMean } from '../language/nearest.ts';
import { Problem } from '../language/problem.ts';
import { configure } from '../language/system.ts';
import type { AnyClaim } from '../language/theorem.ts';
import { attackText } from '../report/attack-text.ts';
import type { AttackDocument } from '../report/document/attack.ts';
import { attackDocument, claimDocument } from '../report/json.ts';
import { priceListSchema } from '../report/schema/attack.ts';
import { withoutColour } from '../report/sheet.ts';
import { type ClaimResult, decideClaims } from '../verdict/claims.ts';
import { checkInstance, checkSetting, settingFor } from './changes.ts';
import { exitCode, exitCodeOfClaims } from './exit-code.ts';
import { progressOn } from './progress.ts';
import { changesOf, limitsOf, repeatLine } from './run-options.ts';
import { selectionOf } from './selection.ts';
import { checkWritable, deliver, type Session, say } from './session.ts';
import { firstLine } from './words.ts';

type Prices = Readonly<Record<string, number>>;

/** Throws PL-301 for a file that cannot be read and PL-303 for one that is no price list. */
function pricesOf(file: string, cwd: string): Prices {
  let text: string;
  try {
    text = readFileSync(resolve(cwd, file), 'utf8');
  } catch (error) {
    throw new Problem('PL-301', { place: file, found: (error as NodeJS.ErrnoException).code ?? firstLine(error) });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Problem('PL-303', { place: file, expected: 'JSON', found: firstLine(error) });
  }
  const parsed = priceListSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const found = firstLine(z.prettifyError(parsed.error)).replace(/^✖ /, '');
  const [item] = parsed.error.issues[0]?.path ?? [];
  throw new Problem('PL-303', {
    place: item === undefined ? file : `${file}, ${String(item)}`,
    expected: 'event types or items with prices that are finite and not negative',
    found,
  });
}

/** What may be priced: the items of the claim's own list, and every event type of its system. */
function pricedBy({ system, property }: AnyClaim): readonly string[] {
  const { events } = system.compose(configure(system));
  return [...new Set([...Object.keys(property.prices ?? {}), ...Object.keys(events)])];
}

/** Throws PL-303 for a price on what none of the claims knows. */
function checkItems(file: string, prices: Prices, claims: readonly AnyClaim[]): void {
  const known = [...new Set(claims.flatMap(pricedBy))];
  for (const item of Object.keys(prices)) {
    if (known.includes(item)) continue;
    throw new Problem('PL-303', {
      place: file,
      expected: `one of ${known.join(', ')}`,
      found: item,
      ...didYouMean(item, known),
    });
  }
}

/** The prices that a claim knows; several systems may be asked at once. */
function pricesFor(claim: AnyClaim, prices: Prices): Prices {
  const known = pricedBy(claim);
  return Object.fromEntries(Object.entries(prices).filter(([item]) => known.includes(item)));
}

export async function attack(session: Session, targets: readonly string[]): Promise<number> {
  const { registry, io, options, page } = session;
  const changes = changesOf(options);
  const chosen = (await selectionOf(targets, registry, io.cwd)).flatMap(({ theorem, claims }) =>
    claims.filter(({ property }) => property.kind === 'cheapest').map((claim) => ({ theorem, claim })),
  );
  if (chosen.length === 0)
    throw new Problem('PL-208', { place: targets.join(' '), found: 'no claim with a price list' });
  const claims = chosen.map(({ claim }) => claim);
  for (const { theorem } of chosen) checkInstance(theorem, changes.instance);
  checkSetting([...new Set(claims.map(({ system }) => system))], changes.setting);
  const prices = options.prices === undefined ? undefined : pricesOf(options.prices, io.cwd);
  if (prices !== undefined) checkItems(options.prices ?? '', prices, claims);
  checkWritable(session);
  const command = repeatLine('attack', targets, options);
  say(session, `${page.paint.dim(command)}\n\n`);
  const plain = withoutColour(page);
  const texts = [`${command}\n\n`];
  const documents: AttackDocument[] = [];
  const results: ClaimResult[] = [];
  const progress = await progressOn(io, options.quiet === true);
  const decide = { limits: limitsOf(options), signal: io.interrupted, onProgress: progress.show, sensitivity: true };
  for (const { theorem, claim } of chosen) {
    if (io.interrupted.aborted) break;
    progress.about(`${theorem.item}/${claim.id}`);
    const own = prices === undefined ? undefined : pricesFor(claim, prices);
    const overrides = {
      setting: settingFor(claim.system, changes.setting),
      ...(changes.instance === undefined ? {} : { instance: changes.instance }),
      ...(own === undefined ? {} : { prices: own }),
    };
    const [result] = await decideClaims(theorem, [claim], overrides, decide);
    progress.clear();
    if (result === undefined) break;
    const document = attackDocument(result, own ?? {});
    say(session, `${attackText(page, document, result)}\n`);
    texts.push(`${attackText(plain, document, result)}\n`);
    documents.push(document);
    results.push(result);
  }
  const [first] = documents;
  const whole =
    documents.length === 1 && first !== undefined
      ? first
      : { schemaVersion: 1, item: chosen[0]?.theorem.item, attacks: documents };
  deliver(session, whole, texts.join(''));
  return io.interrupted.aborted ? exitCode.interrupted : exitCodeOfClaims(results.map(claimDocument));
}
