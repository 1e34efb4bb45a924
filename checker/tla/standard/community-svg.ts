/** Pictures of states: the community module SVG. */

import { toFunction, toItems, toNumber, toText } from '../values/expect.ts';
import { recordOf } from '../values/function.ts';
import { type Text, textOf, type Value } from '../values/value.ts';
import type { Builtin } from './builtin.ts';

/** An element is a record: its name, its attributes, the elements in it, the text in it. */
export const svg: string = `---- MODULE SVG ----
EXTENDS _SVG
LOCAL INSTANCE Integers
LOCAL INSTANCE Sequences
LOCAL INSTANCE TLC
LOCAL INSTANCE IOUtils
SVGElem(_name, _attrs, _children, _innerText) ==
  [name |-> _name, attrs |-> _attrs, children |-> _children, innerText |-> _innerText]
Line(x1, y1, x2, y2, attrs) ==
  SVGElem("line", [x1 |-> ToString(x1), y1 |-> ToString(y1), x2 |-> ToString(x2), y2 |-> ToString(y2)] @@ attrs, << >>, "")
Circle(cx, cy, r, attrs) ==
  SVGElem("circle", [cx |-> ToString(cx), cy |-> ToString(cy), r |-> ToString(r)] @@ attrs, << >>, "")
Rect(x, y, w, h, attrs) ==
  SVGElem("rect", [x |-> ToString(x), y |-> ToString(y), width |-> ToString(w), height |-> ToString(h)] @@ attrs, << >>, "")
Text(x, y, text, attrs) == SVGElem("text", [x |-> ToString(x), y |-> ToString(y)] @@ attrs, << >>, text)
Image(x, y, width, height, href, attrs) ==
  SVGElem("image", ("xlink:href" :> href)
                   @@ [x |-> ToString(x), y |-> ToString(y), width |-> ToString(width), height |-> ToString(height)]
                   @@ attrs, << >>, "")
Group(children, attrs) == SVGElem("g", attrs, children, "")
Svg(children, attrs) == SVGElem("svg", attrs, children, "")
SVGDoc(children, vbX, vbY, vbW, vbH, attrs) ==
  Svg(<<children>>, ("xmlns" :> "http://www.w3.org/2000/svg")
                    @@ ("xmlns:xlink" :> "http://www.w3.org/1999/xlink")
                    @@ ("viewBox" :> ToString(vbX) \\o " " \\o ToString(vbY) \\o " " \\o ToString(vbW) \\o " " \\o ToString(vbH))
                    @@ attrs)
SVGSerialize(svg, frameNamePrefix, frameNumber) ==
  Serialize(SVGElemToString(svg), frameNamePrefix \\o ToString(frameNumber) \\o ".svg",
            [format |-> "TXT", charset |-> "UTF-8", openOptions |-> <<"WRITE", "CREATE", "TRUNCATE_EXISTING">>])
PointOnLine(from, to, segment) ==
  [x |-> from.x + ((to.x - from.x) \\div segment), y |-> from.y + ((to.y - from.y) \\div segment)]
====`;

const escapes: Readonly<globalThis.Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => escapes[letter] as string);
}

function elementText(element: Value): string {
  const fields = toFunction(element, 'an SVG element');
  const field = (name: string): Value => fields.at(textOf(name)) ?? textOf('');
  const name = toText(field('name'), 'the name of an SVG element');
  const attributes = toFunction(field('attrs'), 'the attributes of an SVG element');
  const written = attributes
    .domain()
    .elements()
    .map((key) => {
      const value = toText(attributes.at(key) as Value, 'an attribute of an SVG element');
      return ` ${toText(key, 'the name of an attribute')}="${escaped(value)}"`;
    });
  const children = toItems(field('children'), 'the children of an SVG element').map(elementText);
  const inner = escaped(toText(field('innerText'), 'the text of an SVG element'));
  return `<${name}${written.join('')}>${children.join('')}${inner}</${name}>`;
}

export const svgBuiltins: Readonly<globalThis.Record<string, Builtin>> = {
  SVGElemToString: { js: 'svgElemToString', arity: 1, run: (element: Value): Text => textOf(elementText(element)) },
  /** Of `m` nodes on a circle the `n`-th, to the nearest point of the grid. */
  NodeOfRingNetwork: {
    ...{ js: 'nodeOfRingNetwork', arity: 5 },
    run: (cx: Value, cy: Value, radius: Value, n: Value, m: Value): Value => {
      const of = (value: Value): number => toNumber(value, 'NodeOfRingNetwork');
      const angle = (2 * Math.PI * of(n)) / of(m);
      const along = (center: Value, share: number): number => Math.round(of(center) + of(radius) * share);
      return recordOf(['x', 'y'], [along(cx, Math.cos(angle)), along(cy, Math.sin(angle))]);
    },
  },
};
