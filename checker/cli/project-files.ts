/** The files that `plumbline init` writes beside the copied machines and theorem. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve, sep } from 'node:path';
import { tool } from '../report/tool.ts';
import type { Starter } from './starter.ts';

const require = createRequire(import.meta.url);

/** Where this package is, from the sources as from an installation. */
export const packageRoot: string = dirname(require.resolve('plumbline/package.json'));

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const manifest = require('plumbline/package.json') as Manifest;

/** What npm noted of an installed package; nothing where there is no such note. */
function resolvedFrom(folder: string): string | undefined {
  try {
    const lock = JSON.parse(readFileSync(join(folder, '.package-lock.json'), 'utf8')) as {
      readonly packages?: Readonly<Record<string, { readonly resolved?: string }>>;
    };
    return lock.packages?.[`node_modules/${tool.name}`]?.resolved;
  } catch {
    return undefined;
  }
}

/**
 * Where the new project gets this package from: the registry, if this one came from there; else the tarball or the folder that it
 * came from, so that `npm install` finds the same one.
 */
export function ownSpecifier(root: string = packageRoot): string {
  const installed = root.split(sep).at(-2) === 'node_modules';
  if (!installed) return `file:${root}`;
  const folder = dirname(root);
  const resolved = resolvedFrom(folder);
  return resolved?.startsWith('file:') === true
    ? `file:${resolve(dirname(folder), resolved.slice('file:'.length))}`
    : tool.version;
}

/** Versions of the packages that the copied files import, as this package has them. */
function versions(imported: readonly string[]): Readonly<Record<string, string>> {
  const own = imported.flatMap((name) => {
    const version = manifest.dependencies[name];
    return version === undefined ? [] : [[name, version] as const];
  });
  return Object.fromEntries(own);
}

/** Vitest and TypeScript are no dependencies of a user's installation: these are the versions that the package was tested with. */
const tools: Readonly<Record<string, string>> = { typescript: '6.0.3', vitest: '4.1.12' };

function packageJson(name: string, imported: readonly string[]): string {
  const content = {
    name,
    version: '0.0.0',
    private: true,
    type: 'module',
    scripts: { check: 'plumbline check theorem.ts', test: 'vitest run', typecheck: 'tsc' },
    dependencies: { [tool.name]: ownSpecifier(), ...versions(imported) },
    devDependencies: tools,
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

const tsconfig = `${JSON.stringify(
  {
    compilerOptions: {
      ...{ target: 'es2023', module: 'nodenext', strict: true, noEmit: true, skipLibCheck: true },
      ...{ allowImportingTsExtensions: true, verbatimModuleSyntax: true, exactOptionalPropertyTypes: true },
      ...{ noUncheckedIndexedAccess: true, types: [] },
    },
    include: ['**/*.ts'],
  },
  null,
  2,
)}\n`;

const test = `import 'plumbline/vitest';
import { describe, expect, test } from 'vitest';
import { theorem } from './theorem.ts';

describe(\`\${theorem.item} \${theorem.title}\`, () => {
  test.each(theorem.claims.map(({ id, says }) => [id, says]))('%s: %s', async (id) => {
    await expect(theorem).toSatisfy(id);
  });
});
`;

// A claim of a large instance takes its time on a slow machine.
const vitestConfig = `import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { testTimeout: 600_000 } });
`;

/** A rule to take out and a claim that holds: what the first questions are made of. */
function firstQuestions({ theorem, system }: Starter): { readonly claim: string; readonly rule: string | undefined } {
  const own = theorem.claims.filter((claim) => claim.system.name === system);
  const claim = own.find(({ reading }) => reading === 'repaired') ?? own[0] ?? theorem.claims[0];
  const rule = Object.keys(claim?.system.rules ?? {})[0];
  return { claim: `${theorem.item}/${claim?.id}`, rule };
}

function readme(name: string, starter: Starter, models: readonly string[]): string {
  const { theorem, system, says } = starter;
  const { claim, rule } = firstQuestions(starter);
  return `# ${name}

${theorem.item} ${theorem.title}, on the system \`${system}\`: ${says}

\`\`\`sh
npm install
npx plumbline check theorem.ts             # every claim, with its counterexample where it fails
npx plumbline list theorem.ts              # parameters, powers, rules, instances, claims
npm test                                   # the same claims in Vitest
\`\`\`

Then change a guard in \`model/\` and see what that does to the protocol:

\`\`\`sh
npx plumbline diff ${theorem.item} theorem.ts              # behaviours gained and lost, verdicts that changed
npx plumbline check theorem.ts             # exit 1, with the shortest way in which a claim now fails
\`\`\`
${
  rule === undefined
    ? ''
    : `
Or ask without changing a file:

\`\`\`sh
npx plumbline check theorem.ts ${claim} --without ${rule}
\`\`\`
`
}
| File | Holds |
|---|---|
| \`theorem.ts\` | the claims: the statement as it stands, repaired, each hypothesis dropped, witnesses; what is expected of each |
| \`model/systems/\` | the systems: which machines are composed, which events they share, powers and rules |
| \`model/\` | the machines, one a file (${models.length} files in all) |
| \`theorem.test.ts\` | every claim as a test; regressions of your own go beside it |

A number in \`theorem.ts\` (states, depth, length of a trace) that no longer fits after a change is meant to be looked at before it is
corrected.
`;
}

/** Every file besides the copied modules: path and text. */
export function projectFiles(
  name: string,
  starter: Starter,
  copied: readonly { readonly path: string; readonly text: string }[],
): readonly { readonly path: string; readonly text: string }[] {
  const imported = [
    ...new Set(
      copied.flatMap(({ text }) => [...text.matchAll(/ from '([^.'][^']*)'/g)].map(([, from]) => from as string)),
    ),
  ];
  const packages = imported.map((from) =>
    from.startsWith('@') ? from.split('/', 2).join('/') : (from.split('/')[0] as string),
  );
  const models = copied.map(({ path }) => path).filter((path) => path.startsWith('model/'));
  return [
    { path: 'package.json', text: packageJson(name, packages) },
    { path: 'tsconfig.json', text: tsconfig },
    { path: 'vitest.config.ts', text: vitestConfig },
    { path: 'theorem.test.ts', text: test },
    { path: 'README.md', text: readme(name, starter, models) },
    { path: '.gitignore', text: 'node_modules\n' },
  ];
}
