/** The first thing that is read: which claim, what became of it, why, under which conditions. */

import type { VNode } from 'preact';
import type { PageClaim, PageModel, PageSwitch } from '../page-data.ts';
import { type Choice, choices, claim, claimId, head, model, openClaim, openTrace, traceNumber } from './store.ts';
import { toneOf } from './words.tsx';

const marks = { good: '✓', bad: '✗', open: '?' } as const;

function optionWords({ id, item, claim: known }: Choice): string {
  const short = id.slice(item.length + 1);
  return known === undefined ? short : `${marks[toneOf(known)]} ${short}`;
}

/** How the sentence of a property is to be read. */
const claimedWords: Readonly<Record<string, string>> = {
  always: 'Claimed of every reachable state',
  reachable: 'Looked for',
  leadsTo: 'Claimed of every fair run',
  eventually: 'Claimed of every fair run',
  enforceable: 'Claimed to be enforceable',
  cheapest: 'Sought at the least price',
  refines: 'Claimed of every step',
  sampled: 'Asked of random runs',
};

function Picker(): VNode {
  const all = choices.value;
  const items = [...new Set(all.map(({ item }) => item))];
  return (
    <label class="picker">
      <span>Claim</span>
      <select value={claimId.value} onChange={({ currentTarget }) => void openClaim(currentTarget.value)}>
        {items.map((item) => (
          <optgroup key={item} label={`${item} ${all.find((one) => one.item === item)?.title ?? ''}`}>
            {all
              .filter((one) => one.item === item)
              .map((one) => (
                <option key={one.id} value={one.id}>
                  {optionWords(one)}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}

function isOn({ value }: PageSwitch): boolean {
  return value !== false && value !== 0;
}

function switchWords({ name, value }: PageSwitch): string {
  return value === true ? name : `${name} = ${value}`;
}

function Conditions({ system }: { readonly system: PageModel }): VNode {
  const { parameters, powers, rules } = system;
  const on = powers.filter(isOn);
  const out = rules.filter((rule) => rule.value === false);
  const chips = [
    ...parameters.map((one) => ({ kind: 'parameter', text: `${one.name} = ${one.value}`, says: one.says })),
    ...on.map((one) => ({ kind: 'power', text: switchWords(one), says: one.says })),
    ...out.map((one) => ({ kind: 'rule', text: `without ${one.name}`, says: one.says })),
  ];
  return (
    <ul class="chips" aria-label="Parameters, powers of the adversary that are on, rules that are out">
      {chips.map(({ kind, text, says }) => (
        <li key={text} class={`chip ${kind}`} title={says}>
          {text}
        </li>
      ))}
    </ul>
  );
}

function Switches({ title, list }: { readonly title: string; readonly list: readonly PageSwitch[] }): VNode | null {
  if (list.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <dl>
        {list.map((one) => (
          <div key={one.name} class={isOn(one) ? '' : 'off'}>
            <dt>{typeof one.value === 'boolean' ? `${one.name}: ${one.value ? 'on' : 'off'}` : switchWords(one)}</dt>
            <dd>{one.says}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function numbersOf({ decision }: PageClaim): string {
  if (decision === null) return '';
  const { states, transitions, depth, frontier, instance } = decision;
  const count = (value: number): string => value.toLocaleString('en');
  const rest = frontier === 0 ? '' : `, ${count(frontier)} not examined`;
  return `instance ${instance}: ${count(states)} states${rest}, ${count(transitions)} transitions, depth ${depth}`;
}

function About({ shown, system }: { readonly shown: PageClaim; readonly system: PageModel }): VNode {
  const parties = system.parties.map(({ name, side }) => `${name} (${side})`).join(', ');
  return (
    <details class="about">
      <summary>Property, powers and rules</summary>
      <div class="about-body">
        <p>
          <b>Property</b> <code>{shown.property.name}</code>: {shown.property.says}
        </p>
        <p>
          <b>System</b> <code>{system.system}</code>: {system.says} Parties: {parties}.
        </p>
        <p class="soft">
          {numbersOf(shown)}; model <code>{system.hash}</code>
        </p>
        <div class="switches">
          <Switches title="Parameters" list={system.parameters} />
          <Switches title="Powers of the adversary" list={system.powers} />
          <Switches title="Rules of the protocol" list={system.rules} />
        </div>
        <p class="soft">
          {head.value?.tool.name} {head.value?.tool.version}, made by <code>{head.value?.command}</code>
        </p>
      </div>
    </details>
  );
}

function Traces({ shown }: { readonly shown: PageClaim }): VNode | null {
  if (shown.traces.length < 2) return null;
  return (
    <fieldset class="segments">
      <legend class="unseen">Trace</legend>
      {shown.traces.map(({ name }, i) => (
        <button key={name} type="button" aria-pressed={traceNumber.value === i} onClick={() => openTrace(i)}>
          {name}
        </button>
      ))}
    </fieldset>
  );
}

export function Header(): VNode {
  const shown = claim.value;
  const system = model.value;
  if (shown === undefined || system === undefined) {
    return (
      <header class="top">
        <div class="bar">
          <span class="brand">Plumbline</span>
          <Picker />
        </div>
      </header>
    );
  }
  const tone = toneOf(shown);
  return (
    <header class="top">
      <div class="bar">
        <span class="brand">Plumbline</span>
        <span class="item">
          {shown.item} {shown.title}
        </span>
        <Picker />
      </div>
      <div class={`verdict ${tone}`}>
        <h1>
          <span class="badge">
            <span aria-hidden="true">{marks[tone]}</span> {shown.verdict}
          </span>
          <span class="says">{shown.says}</span>
        </h1>
        {shown.property.says !== '' && (
          <p class="claimed">
            <span class="soft">{claimedWords[shown.property.kind] ?? 'Claimed'}:</span> {shown.property.says}
          </p>
        )}
        {shown.why.map((line) => (
          <p key={line} class="why">
            {line}
          </p>
        ))}
        <Conditions system={system} />
        <Traces shown={shown} />
        <About shown={shown} system={system} />
      </div>
    </header>
  );
}
