/** `plumbline list`: what there is to check. */

import { Problem } from '../language/problem.ts';
import type { AnyTheorem } from '../language/theorem.ts';
import type { ListDocument } from '../report/document/list.ts';
import { itemText, type ListedItem, listText } from '../report/list-text.ts';
import { withoutColour } from '../report/sheet.ts';
import { claimIds, type Registry, type RegistryItem } from './registry.ts';
import { selectionOf } from './selection.ts';
import { checkWritable, deliver, type Session, say } from './session.ts';

/** An item of a user's theorem file, which no document lists. */
function itemOf({ item, title, says }: AnyTheorem): RegistryItem {
  return { id: item, kind: 'theorem', name: title, statement: says, machine: null, proof: null };
}

function listed(item: RegistryItem, theorems: readonly AnyTheorem[]): ListedItem {
  const theorem = theorems.find((one) => one.item === item.id) ?? null;
  return { ...item, claims: theorem === null ? [] : claimIds(theorem), theorem };
}

function documentOf(items: readonly ListedItem[]): ListDocument {
  return {
    schemaVersion: 1,
    items: items.map(({ id, kind, name, statement, machine, proof, claims }) => ({
      id,
      kind,
      name,
      statement,
      machine,
      proof,
      claims,
    })),
  };
}

/** Items without a theorem are listed too: PL-208 is for those who want to run something. */
async function chosen(targets: readonly string[], registry: Registry, cwd: string): Promise<readonly ListedItem[]> {
  if (targets.length === 0) return registry.items.map((item) => listed(item, registry.theorems));
  const bare = registry.items.filter(({ id }) => targets.includes(id));
  if (bare.length === targets.length) return bare.map((item) => listed(item, registry.theorems));
  const theorems = (await selectionOf(targets, registry, cwd)).map(({ theorem }) => theorem);
  return theorems.map((theorem) =>
    listed(registry.items.find(({ id }) => id === theorem.item) ?? itemOf(theorem), theorems),
  );
}

export async function list(session: Session, targets: readonly string[]): Promise<number> {
  const { registry, io, page } = session;
  const items = await chosen(targets, registry, io.cwd);
  if (items.length === 0) throw new Problem('PL-208', { place: 'list', found: 'no item' });
  checkWritable(session);
  const text = (on: typeof page): string =>
    targets.length === 0 ? listText(on, items) : items.map((item) => itemText(on, item)).join('\n');
  say(session, text(page));
  deliver(session, documentOf(items), text(withoutColour(page)));
  return 0;
}
