/** The lattice of hypotheses of a theorem: a Hasse diagram, and the sets beside it. */

import type { AnyLattice } from '../../language/theorem.ts';
import type { AssumptionsDocument } from '../document/sweep.ts';
import { escaped } from '../drawing/chart-svg.ts';
import { element } from '../html.ts';
import { number, plural } from '../words.ts';
import { anchorOf } from './claims-html.ts';
import { hasseSvg, letterOf } from './hasse-svg.ts';
import { maximalInsufficient, setOrder } from './hypothesis-sets.ts';

/** Where the sets come from, said plainly. */
function source(id: string, computed: AssumptionsDocument | undefined): string {
  if (computed === undefined)
    return `As the theorem file states it, not computed for this report: <code>plumbline assumptions ${escaped(id)}</code> or <code>report --assumptions</code> computes it and compares.`;
  if (computed.undecided !== null)
    return '<span class="open">A set could not be decided, so nothing is claimed.</span>';
  return `Computed: ${plural(computed.checked, 'set')} decided, ${number(computed.pruned)} settled without a run.`;
}

export function latticeHtml(item: string, lattice: AnyLattice, computed: AssumptionsDocument | undefined): string {
  const { id, says, hypotheses, expect, instance } = lattice;
  const names = Object.keys(hypotheses);
  const sufficient = computed?.minimalSufficient ?? expect.minimalSufficient;
  const largest = maximalInsufficient(names, sufficient);
  const order = setOrder(names, sufficient);
  const columns = [
    ...sufficient.map((set, i) => ({ name: `S${i + 1}`, set, kind: 'good' })),
    ...largest.map((set, i) => ({ name: `I${i + 1}`, set, kind: 'bad' })),
  ];
  const head = columns.map(({ name, kind }) => element('th', name, `scope="col" class="${kind}"`)).join('');
  const rows = names.map((name, i) => {
    const cells = columns.map(({ set }) =>
      set.includes(name)
        ? '<td>●<span class="unseen"> in it</span></td>'
        : '<td class="quiet">·<span class="unseen"> not in it</span></td>',
    );
    return `<tr>${element('th', letterOf(i), 'scope="row"')}<td><code>${escaped(name)}</code><br><span class="small quiet">${escaped(hypotheses[name]?.says ?? '')}</span></td>${cells.join('')}</tr>`;
  });
  const drawn = order.isWhole
    ? 'Every set of hypotheses is drawn.'
    : `Of 2<sup>${names.length}</sup> sets only the ends, the minimal sufficient and the maximal insufficient ones are drawn.`;
  const title = `${item}/${id}`;
  return `<section id="${anchorOf(title)}"><h3><code>${escaped(id)}</code></h3><p>${escaped(says)} At instance ${escaped(instance)}.</p><p class="small">${source(title, computed)} ${drawn}</p><div class="scroll" tabindex="0" role="group" aria-label="Hasse diagram of ${escaped(title)}">${hasseSvg(order, names, `Sets of hypotheses of ${title}: ${plural(sufficient.length, 'minimal sufficient set')}, ${plural(largest.length, 'maximal insufficient set')}`)}</div><details><summary>Hypotheses and sets: ${plural(sufficient.length, 'minimal sufficient set')} (S), ${plural(largest.length, 'maximal insufficient set')} (I)</summary><div class="scroll" tabindex="0" role="group" aria-label="Sets of ${escaped(title)}"><table class="sets"><thead><tr><th scope="col"><span class="unseen">Letter</span></th><th scope="col">Hypothesis</th>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div></details></section>`;
}
