/** The explorer on a port of this machine: the page, claims decided when they are looked at, steps that no file holds. */

import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { Problem } from '../language/problem.ts';
import { expandState, type ModelSource } from '../report/explorer/expand-state.ts';
import { type PageHead, type PageOffer, pageSchema } from '../report/explorer/page-data.ts';
import { pageHtml } from '../report/explorer/page-file.ts';
import type { Pages } from '../report/explorer/pages.ts';
import { sheet } from '../report/sheet.ts';
import { tool } from '../report/tool.ts';
import { asProblem, exitCode } from './exit-code.ts';
import { type Session, say } from './session.ts';
import { problemText } from './words.ts';

/** What is served. */
export interface Served {
  readonly template: string;
  readonly command: string;
  readonly offers: readonly PageOffer[];
  /** Known from the start: a stored trace. */
  readonly first: Pages;
  /** Decides a claim; undefined if there is none of this id. */
  find(id: string): Promise<Pages | undefined>;
}

const firstPort = 4870;
const portsTried = 20;

function listening(server: Server, port: number): Promise<number> {
  return new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', failed);
      done((server.address() as AddressInfo).port);
    });
  });
}

/** The port that was asked for, or the first free one. Throws PL-321. */
async function listen(server: Server, asked: number | undefined): Promise<number> {
  let found = '';
  const ports = asked === undefined ? Array.from({ length: portsTried }, (_, i) => firstPort + i) : [asked];
  for (const port of ports) {
    try {
      return await listening(server, port);
    } catch (error) {
      found = (error as NodeJS.ErrnoException).code ?? String(error);
    }
  }
  const place = asked === undefined ? `ports ${firstPort} to ${firstPort + portsTried - 1}` : `--port ${asked}`;
  const hint = asked === undefined ? 'name another: --port 8080' : 'leave --port out, and a free one is taken';
  throw new Problem('PL-321', { place, expected: 'a port that nobody listens on', found, hint });
}

/** Opens the address with what the system opens addresses with; a browser that is not there is said, and nothing else fails. */
function openBrowser(session: Session, url: string): void {
  const { platform } = process;
  const command = platform === 'darwin' ? 'open' : platform === 'win32' ? 'explorer.exe' : 'xdg-open';
  const missing = (found: string): void => {
    const problem = new Problem('PL-322', { place: '--open', expected: command, found, hint: `open ${url} yourself` });
    session.io.stderr.write(problemText(sheet(session.io.columns, false, false), problem));
  };
  const child = spawn(command, [url], { stdio: 'ignore', detached: true });
  child.on('error', (error: NodeJS.ErrnoException) => missing(error.code ?? String(error)));
  child.on('exit', (code) => {
    // Explorer ends with 1 although it opened the address.
    if (code !== 0 && platform !== 'win32') missing(`exit code ${code}`);
  });
  child.unref();
}

class Explorer {
  readonly #served: Served;
  /** By claim: a claim is decided once, however often it is asked for. */
  readonly #known: Map<string, Promise<Pages | undefined>> = new Map();
  readonly #packed: Map<string, Uint8Array>;
  readonly #sources: Map<string, ModelSource>;

  constructor(served: Served) {
    this.#served = served;
    this.#packed = new Map(served.first.packed);
    this.#sources = new Map(served.first.sources);
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A page of another site must not read what is served here under a name that it made up for this machine.
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    if (host !== '127.0.0.1' && host !== 'localhost') return send(response, 403, 'text/plain', 'not for this host');
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const [, kind = '', hash = ''] = pathname.split('/');
    switch (kind) {
      case '':
        return this.#page(response);
      case 'claim':
        return await this.#claim(response, searchParams.get('id') ?? '');
      case 'model':
        return this.#model(response, hash);
      case 'expand':
        return await this.#expand(request, response, hash);
      default:
        return send(response, 404, 'text/plain', 'nothing here');
    }
  }

  #page(response: ServerResponse): void {
    const { command, offers, first, template } = this.#served;
    const { claims, models, sources } = first;
    // Of states that no system stands behind nothing can be asked.
    const served = offers.length > 0 || sources.size > 0;
    const head: PageHead = { schema: pageSchema, tool, command, served, offers, claims, models };
    send(response, 200, 'text/html; charset=utf-8', pageHtml(template, head));
  }

  async #claim(response: ServerResponse, id: string): Promise<void> {
    const known = this.#known.get(id) ?? this.#served.find(id);
    this.#known.set(id, known);
    const pages = await known;
    if (pages === undefined) return send(response, 404, 'text/plain', 'no such claim');
    for (const [hash, bytes] of pages.packed) this.#packed.set(hash, bytes);
    for (const [hash, source] of pages.sources) this.#sources.set(hash, source);
    const { claims, models } = pages;
    send(response, 200, 'application/json', JSON.stringify({ claims, models }));
  }

  async #expand(request: IncomingMessage, response: ServerResponse, hash: string): Promise<void> {
    const source = this.#sources.get(hash);
    const locals = await localsIn(request);
    if (source === undefined || locals === undefined) {
      send(response, 404, 'text/plain', 'no such state');
      return;
    }
    send(response, 200, 'application/json', JSON.stringify(expandState(source, locals)));
  }

  #model(response: ServerResponse, hash: string): void {
    const bytes = this.#packed.get(hash);
    if (bytes === undefined) {
      send(response, 404, 'text/plain', 'no such model');
      return;
    }
    response.setHeader('Content-Encoding', 'gzip');
    send(response, 200, 'application/octet-stream', gzipSync(bytes, { level: 1 }));
  }
}

/** Larger than any state: what is longer is no question of the page. */
const longestQuestion = 4_000_000;

/** The local states that a request asks about; undefined if it asks something else. */
async function localsIn(request: IncomingMessage): Promise<readonly string[] | undefined> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > longestQuestion) return undefined;
  }
  try {
    const parsed: unknown = JSON.parse(text);
    const isList = Array.isArray(parsed) && parsed.every((one) => typeof one === 'string');
    return isList ? (parsed as readonly string[]) : undefined;
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, status: number, type: string, body: string | Uint8Array): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(body);
}

/** Serves until interrupted, which is how it is meant to end. */
export async function serve(session: Session, served: Served): Promise<number> {
  const { io, options, page } = session;
  const explorer = new Explorer(served);
  const server = createServer((request, response) => {
    explorer.answer(request, response).catch((error: unknown) => {
      // One claim whose model is wrong must not end the others.
      const problem = asProblem(error);
      io.stderr.write(problemText(page, problem));
      send(response, 500, 'text/plain', problem.message);
    });
  });
  const port = await listen(server, options.port);
  const url = `http://127.0.0.1:${port}/`;
  say(session, `${page.paint.dim(served.command)}\n\nexplorer at ${page.paint.bold(url)}  (Ctrl-C ends it)\n`);
  if (options.open === true) openBrowser(session, url);
  await new Promise<void>((ended) => {
    if (io.interrupted.aborted) ended();
    else io.interrupted.addEventListener('abort', () => ended(), { once: true });
  });
  server.closeAllConnections();
  server.close();
  return exitCode.ok;
}
