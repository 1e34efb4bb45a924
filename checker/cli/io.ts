/** Everything of the outside world that a command touches, so that a test can stand in for it. */

export interface Io {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  /** Width of the terminal, or of the text that goes to a file. */
  readonly columns: number;
  readonly isTTY: { readonly stdout: boolean; readonly stderr: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Aborted by the first Ctrl-C: the search stops and what is known is printed. */
  readonly interrupted: AbortSignal;
}

/** Width of text that no terminal shows. */
const plainColumns = 120;

/**
 * Signals closer together than this are one Ctrl-C: under npx or timeout the terminal signals the whole group, and the parent
 * passes the signal on as well.
 */
const oneInterruptMilliseconds = 500;

/** The process's own streams; a second Ctrl-C ends the process at once. */
export function processIo(): Io {
  const controller = new AbortController();
  let first = 0;
  process.on('SIGINT', () => {
    if (!controller.signal.aborted) first = performance.now();
    else if (performance.now() - first > oneInterruptMilliseconds) process.exit(130);
    controller.abort();
  });
  // The reader may leave early (`plumbline list | head`): that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    columns: process.stdout.columns ?? plainColumns,
    isTTY: { stdout: process.stdout.isTTY === true, stderr: process.stderr.isTTY === true },
    env: process.env,
    cwd: process.cwd(),
    interrupted: controller.signal,
  };
}

/** Whether colour is wanted: on a terminal, unless NO_COLOR; FORCE_COLOR overrides the terminal. */
export function isColoured({ env, isTTY }: Io): boolean {
  if ((env.NO_COLOR ?? '') !== '') return false;
  const forced = env.FORCE_COLOR;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTTY.stdout && env.TERM !== 'dumb';
}
