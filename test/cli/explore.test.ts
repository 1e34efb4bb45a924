import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StateGraph } from '../../checker/report/explorer/page/graph.ts';
import type { PageClaim, PageHead, PageModel } from '../../checker/report/explorer/page-data.ts';
import { ensureExplorer } from '../report/explorer/browser.ts';
import { captured, userTheorem } from './captured-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'plumbline-explore-'));

beforeAll(ensureExplorer);

function headOf(html: string): PageHead {
  const [, json = ''] = /<script type="application\/json" id="plumbline-head">(.*?)<\/script>/s.exec(html) ?? [];
  return JSON.parse(json) as PageHead;
}

describe('plumbline explore --out', () => {
  it('writes one file with claims, models and states, that asks nobody for anything', async () => {
    const out = join(folder, 'leases.html');
    const { code, stdout, stderr } = await captured(['explore', userTheorem, '--out', out]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('leases.html: ');
    const html = readFileSync(out, 'utf8');
    const head = headOf(html);
    expect(head.served).toBe(false);
    expect(head.claims.length).toBeGreaterThan(1);
    expect(html).not.toMatch(/(?:src|href)="(?!data:)/);
    for (const { hash } of head.models) {
      const [, base64 = ''] = new RegExp(`id="model-${hash}">([^<]*)<`).exec(html) ?? [];
      const graph = new StateGraph(
        head.models.find((model) => model.hash === hash) as PageModel,
        new Uint8Array(gunzipSync(Buffer.from(base64, 'base64'))),
      );
      expect(graph.complete).toBe(true);
    }
  });

  it('writes a stored trace, and refuses one of another model', async () => {
    const traces = join(folder, 'traces');
    await captured(['check', userTheorem, '--out', traces]);
    const { stdout } = await captured(['check', userTheorem, '--format', 'json']);
    const violated = (
      JSON.parse(stdout) as { claims: { id: string; verdict: string; trace: object | null }[] }
    ).claims.find(({ verdict, trace }) => verdict === 'violated' && trace !== null);
    const trace = join(traces, `${violated?.id.replaceAll('/', '-')}.itf.json`);
    const out = join(folder, 'trace.html');
    expect((await captured(['explore', trace, '--file', userTheorem, '--out', out])).code).toBe(0);
    const [claim] = headOf(readFileSync(out, 'utf8')).claims;
    expect(claim?.id).toBe(violated?.id);
    expect(claim?.decision).toBeNull();
    expect(claim?.verdict).toContain('stored trace');
    const text = readFileSync(trace, 'utf8');
    const strange = join(folder, 'strange.itf.json');
    writeFileSync(strange, text.replace(/"model": "[0-9a-f]+"/, '"model": "0123456789abcdef"'));
    const refused = await captured(['explore', strange, '--file', userTheorem, '--out', out]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('PL-312');
  });

  it('says what is wrong before it decides anything', async () => {
    const throwing = join(folder, 'throwing.ts');
    writeFileSync(throwing, 'throw new Error("not today");\n');
    for (const [argv, words] of [
      [
        ['explore', userTheorem, '--out', folder],
        ['PL-301', 'a folder'],
      ],
      [
        ['explore', userTheorem, '--out', '/dev/null/x.html'],
        ['PL-301', 'no folder'],
      ],
      [
        ['explore', throwing, '--out', join(folder, 'x.html')],
        ['PL-301', 'throwing.ts:1', 'not today'],
      ],
      [
        ['explore', '--out', join(folder, 'x.html')],
        ['PL-202', 'an item, claim'],
      ],
      [['explore', 'nothing', '--out', join(folder, 'x.html')], ['PL-201']],
      [
        ['explore', userTheorem, '--port', 'x'],
        ['PL-202', '--port'],
      ],
    ] as const) {
      const { code, stderr } = await captured(argv);
      expect(code).toBe(2);
      for (const word of words) expect(stderr).toContain(word);
    }
  });
});

/** The command served in this process until `stop`. */
class Running {
  readonly #controller = new AbortController();
  #text = '';
  #done: Promise<{ readonly code: number; readonly stderr: string }>;

  constructor(argv: readonly string[]) {
    const note = (chunk: Buffer): void => {
      this.#text += String(chunk);
    };
    const stdout = new Writable({
      write(chunk: Buffer, _, done) {
        note(chunk);
        done();
      },
    });
    this.#done = captured(argv, undefined, { stdout, interrupted: this.#controller.signal });
  }

  async url(): Promise<string> {
    for (;;) {
      const [found] = /http:\/\/127\.0\.0\.1:\d+\//.exec(this.#text) ?? [];
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async stop(): Promise<number> {
    this.#controller.abort();
    return (await this.#done).code;
  }
}

describe('plumbline explore, served', () => {
  let server: Server;
  let taken: number;

  beforeAll(async () => {
    server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    taken = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.close();
  });

  it('offers every claim, decides one when asked, and knows states past the page', async () => {
    const running = new Running(['explore', userTheorem, '--port', '0', '--states', '2']);
    const url = await running.url();
    const head = headOf(await (await fetch(url)).text());
    expect(head.served).toBe(true);
    expect(head.claims).toEqual([]);
    const id = head.offers[0]?.id as string;
    const found = (await (await fetch(`${url}claim?id=${encodeURIComponent(id)}`)).json()) as {
      claims: PageClaim[];
      models: PageModel[];
    };
    expect(found.claims.map((claim) => claim.id)).toEqual([id]);
    const model = found.models[0] as PageModel;
    const bytes = new Uint8Array(await (await fetch(`${url}model/${model.hash}`)).arrayBuffer());
    const graph = new StateGraph(model, bytes);
    expect(graph.complete).toBe(false);
    // Two states are listed. Walking on needs the server, which answers as a page with all states would.
    const whole = new Running(['explore', userTheorem, '--port', '0']);
    const wholeUrl = await whole.url();
    await fetch(`${wholeUrl}claim?id=${encodeURIComponent(id)}`);
    const all = new StateGraph(
      model,
      new Uint8Array(await (await fetch(`${wholeUrl}model/${model.hash}`)).arrayBuffer()),
    );
    let [state, twin] = [graph.initial, all.initial];
    for (let i = 0; i < 6; i++) {
      const needed = graph.possibilities(state).some(({ kind }) => kind === 'unknown' || kind === 'beyond');
      if (needed) {
        const response = await fetch(`${url}expand/${model.hash}`, {
          method: 'POST',
          body: JSON.stringify(graph.textsOf(state)),
        });
        graph.learn(state, (await response.json()) as Parameters<StateGraph['learn']>[1]);
      }
      const [here, there] = [graph.possibilities(state), all.possibilities(twin)];
      expect(here.map(({ kind, event }) => [kind, event])).toEqual(there.map(({ kind, event }) => [kind, event]));
      graph.answers.forEach((one, a) => {
        const other = all.answers[a] as (typeof all.answers)[number];
        expect(graph.answer(one, state)?.word).toBe(all.answer(other, twin)?.word);
        expect(graph.answer(one, state)?.code === 1).toBe(all.answer(other, twin)?.code === 1);
      });
      expect(graph.textsOf(state)).toEqual(all.textsOf(twin));
      const open = here.filter(({ kind }) => kind === 'enabled').at(-1);
      if (open === undefined) break;
      state = graph.step(state, open.event) ?? [];
      twin = all.step(twin, open.event) ?? [];
    }
    expect(await whole.stop()).toBe(0);
    expect((await fetch(`${url}claim?id=nothing`)).status).toBe(404);
    expect((await fetch(`${url}model/nothing`)).status).toBe(404);
    expect((await fetch(`${url}expand/${model.hash}`, { method: 'POST', body: '{}' })).status).toBe(404);
    expect((await fetch(`${url}elsewhere`)).status).toBe(404);
    expect(await running.stop()).toBe(0);
  });

  it('answers no page that came by another name', async () => {
    const running = new Running(['explore', userTheorem, '--port', '0']);
    const { port } = new URL(await running.url());
    const { request } = await import('node:http');
    const status = await new Promise<number | undefined>((resolve) => {
      request({ host: '127.0.0.1', port, headers: { host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).end();
    });
    expect(status).toBe(403);
    await running.stop();
  });

  it('refuses a port that is taken, and finds a free one where none was named', async () => {
    const { code, stderr } = await captured(['explore', userTheorem, '--port', String(taken)]);
    expect(code).toBe(2);
    expect(stderr).toContain('PL-321');
    expect(stderr).toContain('EADDRINUSE');
    const [first, second] = [new Running(['explore', userTheorem]), new Running(['explore', userTheorem])];
    expect(await first.url()).not.toBe(await second.url());
    await Promise.all([first.stop(), second.stop()]);
  });
});
