/** Starts the page. */

import { render } from 'preact';
import { chartStyle } from '../../drawing/chart-svg.ts';
import { sequenceStyle } from '../../drawing/sequence-svg.ts';
import { App } from './app.tsx';
import { readHead } from './model-source.ts';
import { begin } from './store.ts';
import './style.css';

const style = document.createElement('style');
style.textContent = chartStyle + sequenceStyle;
document.head.append(style);

const root = document.getElementById('page');
const head = readHead();
if (root !== null && head !== undefined) {
  void begin(head);
  render(<App />, root);
} else if (root !== null) root.textContent = 'This page holds no data: `plumbline explore` puts it in.';
