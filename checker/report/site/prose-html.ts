/** Prose and formulae as HTML: Markdown with TeX between dollar signs, formulae as MathML, which needs neither script nor fonts. */

import MarkdownIt from 'markdown-it';
import temml from 'temml';
import { escaped } from '../drawing/chart-svg.ts';

/** TeX as MathML; what is no TeX stays as it was written. */
function formulaHtml(tex: string): string {
  try {
    return temml.renderToString(tex, { throwOnError: true });
  } catch {
    return `<code>${escaped(tex)}</code>`;
  }
}

const renderer = new MarkdownIt({ html: false });

/** Before emphasis, which would take the underscores of a formula for itself. */
renderer.inline.ruler.before('escape', 'formula', (state, isSilent) => {
  const { src, pos } = state;
  if (src[pos] !== '$') return false;
  const end = src.indexOf('$', pos + 1);
  if (end <= pos + 1) return false;
  if (!isSilent) state.push('formula', '', 0).content = src.slice(pos + 1, end);
  state.pos = end + 1;
  return true;
});
renderer.renderer.rules.formula = (tokens, index) => formulaHtml(tokens[index]?.content ?? '');

export function markdownHtml(text: string): string {
  return renderer.render(text);
}

/** The words of an inequality such as `2*R + t_out <= cap*(W - K)` as TeX. */
export function inequalityTex(formula: string): string {
  return formula
    .replaceAll('<=', '\\le ')
    .replaceAll('>=', '\\ge ')
    .replaceAll('*', '\\,')
    .replaceAll(/[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*/g, (name, at: number, whole: string) => {
      if (whole[at - 1] === '\\') return name;
      const [head = '', ...rest] = name.split('_');
      const symbol = head.length === 1 ? head : `\\mathit{${head}}`;
      return rest.length === 0 ? symbol : `${symbol}_{\\mathit{${rest.join(',')}}}`;
    });
}

export function inequalityHtml(formula: string): string {
  return formula === 'always' || formula === 'never' ? `<em>${formula}</em>` : formulaHtml(inequalityTex(formula));
}
