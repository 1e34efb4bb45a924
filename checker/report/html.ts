/** Pages without script: elements, and the style that all of them share. */

import { escaped } from './drawing/chart-svg.ts';

export function element(tag: string, text: string, attributes = ''): string {
  return `<${tag}${attributes === '' ? '' : ` ${attributes}`}>${escaped(text)}</${tag}>`;
}

/** Colours meet a contrast of 4.5 to 1 on their grounds, light and dark. */
const style = `
:root { color-scheme: light dark; --ground: #fdfdfb; --raised: #f3f3ee; --ink: #1c1d1f; --quiet: #5b5f66; --line: #d3d4cd;
  --good: #0b6b3a; --good-ground: #e2f3e8; --bad: #b3261e; --bad-ground: #fbe6e3; --open: #7a5300; --open-ground: #f8edd0; --link: #1a56b0; }
@media (prefers-color-scheme: dark) { :root { --ground: #16181b; --raised: #1f2226; --ink: #e8e8e3; --quiet: #a4a9b1; --line: #3a3e45;
  --good: #6fd19a; --good-ground: #12301f; --bad: #ff9a8f; --bad-ground: #3d1a17; --open: #e6b94f; --open-ground: #35290c; --link: #8ab8ff; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; }
main, header.top, footer { max-width: 72rem; margin: 0 auto; padding: 1rem clamp(1rem, 4vw, 2.5rem); }
h1, h2, h3 { line-height: 1.2; text-wrap: balance; }
h1 { font-size: clamp(1.5rem, 4vw, 2.1rem); margin: 1rem 0 .5rem; } h2 { font-size: 1.35rem; margin: 2.4rem 0 .6rem; }
h3 { font-size: 1.05rem; margin: 1.6rem 0 .4rem; }
p, li { max-width: 46rem; } a { color: var(--link); } a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
code, .mono { font-family: ui-monospace, "SFMono-Regular", Menlo, Consolas, "DejaVu Sans Mono", monospace; } code { font-size: .88em; overflow-wrap: anywhere; }
blockquote { margin: 1rem 0; padding: .2rem 1.1rem; border-left: 4px solid var(--line); background: var(--raised); }
.scroll { overflow-x: auto; max-width: 100%; position: relative; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; } caption { text-align: left; color: var(--quiet); padding-bottom: .4rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .7rem .4rem 0; border-bottom: 1px solid var(--line); } th { font-weight: 600; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
.quiet { color: var(--quiet); } .good { color: var(--good); } .bad { color: var(--bad); } .open { color: var(--open); }
.reason { margin: 1rem 0; padding: .6rem 1rem; background: var(--bad-ground); border-left: 4px solid var(--bad); } .reason p { margin: .2rem 0; }
.reason.good { background: var(--good-ground); border-color: var(--good); color: inherit; }
details { margin: .6rem 0; } summary { cursor: pointer; }
@media (max-width: 40rem) { table.steps thead { position: absolute; clip-path: inset(50%); }
  table.steps tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--line); }
  table.steps td { display: block; border: 0; padding: .1rem 0 .1rem 1.2rem; } table.steps td:nth-child(-n+2) { display: inline-block; padding-left: 0; text-align: left; margin-right: .6rem; } }
svg { max-width: none; display: block; }
`;

/** A whole page; `body` is HTML, `more` style besides that of every page, the title text. */
export function page(title: string, body: string, more = ''): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}${more}</style>
</head>
<body>
${body}
</body>
</html>
`;
}
