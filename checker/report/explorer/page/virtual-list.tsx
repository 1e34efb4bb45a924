/** A list of which only the rows in sight are in the page. Rows have heights that are known or measured; one is kept in sight. */

import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualizerOptions,
} from '@tanstack/virtual-core';
import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';

export interface VirtualListProps {
  readonly count: number;
  readonly estimate: (index: number) => number;
  readonly row: (index: number) => ComponentChildren;
  /** The row that is kept in sight. */
  readonly current?: number | undefined;
  readonly label: string;
  readonly className?: string;
  /** Stays at the top. */
  readonly head?: ComponentChildren;
  readonly width?: number | undefined;
}

export function VirtualList({ count, estimate, row, current, label, className, head, width }: VirtualListProps): VNode {
  const scroller = useRef<HTMLDivElement>(null);
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const options: VirtualizerOptions<HTMLDivElement, HTMLElement> = {
    count,
    estimateSize: estimate,
    getScrollElement: () => scroller.current,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    overscan: 6,
    initialRect: { width: 0, height: 600 },
    onChange: () => redraw(0),
  };
  const [list] = useState(() => new Virtualizer(options));
  list.setOptions(options);
  useEffect(() => list._didMount(), [list]);
  useLayoutEffect(() => list._willUpdate());
  useEffect(() => {
    if (current !== undefined && current < count) list.scrollToIndex(current, { align: 'auto' });
  }, [current, count, list]);
  const rows = list.getVirtualItems();
  return (
    <section ref={scroller} class={`virtual ${className ?? ''}`} aria-label={label} tabIndex={0}>
      {head}
      <ol style={{ height: `${list.getTotalSize()}px`, ...(width === undefined ? {} : { width: `${width}px` }) }}>
        {rows.map(({ index, key, start }) => (
          <li
            key={key}
            data-index={index}
            ref={(element) => list.measureElement(element)}
            aria-setsize={count}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start}px)` }}
          >
            {row(index)}
          </li>
        ))}
      </ol>
    </section>
  );
}
