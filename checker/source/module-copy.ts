/**
 * A TypeScript module with everything that it imports by a relative path, copied into another project: there the modules of this
 * package's checker are imported by the package's name, and the rest lies in folders of its own.
 */

import { dirname, posix, relative, resolve } from 'node:path';
import type { ImportDeclaration, SourceFile } from 'ts-morph';

export interface CopiedModule {
  /** Path in the new project, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface CopyPlan {
  /** Absolute path of the module to begin with. */
  readonly entry: string;
  /** Where a module goes, from its absolute path. */
  readonly placeOf: (file: string) => string;
  /** The package that a module is imported from in the new project instead of being copied; undefined for one that is copied. */
  readonly packageOf: (file: string) => string | undefined;
}

function targetOf(imported: ImportDeclaration): string | undefined {
  const specifier = imported.getModuleSpecifierValue();
  if (!specifier.startsWith('.')) return undefined;
  return resolve(dirname(imported.getSourceFile().getFilePath()), specifier);
}

/** `import { a, type B } from 'package';`, a name a line where it would be long. */
function importText(names: readonly string[], from: string): string {
  const sorted = [...new Set(names)].sort((a, b) => bare(a).localeCompare(bare(b)));
  const isType = sorted.every((name) => name.startsWith('type '));
  const [word, listed] = isType ? ['import type', sorted.map(bare)] : ['import', sorted];
  const line = `${word} { ${listed.join(', ')} } from '${from}';`;
  return line.length <= 120 ? line : `${word} {\n${listed.map((name) => `  ${name},`).join('\n')}\n} from '${from}';`;
}

function bare(name: string): string {
  return name.replace(/^type /, '');
}

/** What an import takes over, each name marked where it is a type only. */
function namesOf(imported: ImportDeclaration): readonly string[] {
  return imported.getNamedImports().map((one) => {
    const isType = imported.isTypeOnly() || one.isTypeOnly();
    const alias = one.getAliasNode()?.getText();
    return `${isType ? 'type ' : ''}${one.getName()}${alias === undefined ? '' : ` as ${alias}`}`;
  });
}

/** A stretch of text and what takes its place. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The text of a module with its imports rewritten, and the modules that have to be copied beside it. Comments stay where they are. */
function rewritten(
  file: SourceFile,
  { placeOf, packageOf }: CopyPlan,
): { readonly text: string; readonly beside: readonly string[] } {
  const here = placeOf(file.getFilePath());
  const beside: string[] = [];
  const packaged = new Map<string, { readonly imports: ImportDeclaration[]; readonly names: string[] }>();
  const edits: Edit[] = [];
  for (const imported of file.getImportDeclarations()) {
    const target = targetOf(imported);
    if (target === undefined) continue;
    const from = packageOf(target);
    if (from === undefined) {
      beside.push(target);
      const path = posix.relative(posix.dirname(here), placeOf(target));
      const specifier = imported.getModuleSpecifier();
      const text = `'${path.startsWith('.') ? path : `./${path}`}'`;
      edits.push({ from: specifier.getStart(), to: specifier.getEnd(), text });
    } else {
      const known = packaged.get(from) ?? { imports: [], names: [] };
      known.imports.push(imported);
      known.names.push(...namesOf(imported));
      packaged.set(from, known);
    }
  }
  for (const [from, { imports, names }] of packaged) {
    imports.forEach((imported, i) => {
      // The first makes room for all; a later one goes with its line.
      const edit = { from: imported.getStart(), to: imported.getEnd() + (i === 0 ? 0 : 1) };
      edits.push({ ...edit, text: i === 0 ? importText(names, from) : '' });
    });
  }
  const text = edits
    .sort((a, b) => b.from - a.from)
    .reduce((sum, edit) => sum.slice(0, edit.from) + edit.text + sum.slice(edit.to), file.getFullText());
  return { text, beside };
}

/** The module and all that it needs. Throws what the file system throws where one of them is missing. */
export async function copiedModules(plan: CopyPlan): Promise<readonly CopiedModule[]> {
  const { Project } = await import('ts-morph');
  const project = new Project({ skipAddingFilesFromTsConfig: true });
  const copied = new Map<string, CopiedModule>();
  const waiting = [plan.entry];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (copied.has(path)) continue;
    const file = project.addSourceFileAtPath(path);
    const { text, beside } = rewritten(file, plan);
    waiting.push(...beside);
    copied.set(path, { path: plan.placeOf(path), text });
  }
  return [...copied.values()].sort((a, b) => a.path.localeCompare(b.path));
}

/** A path below a folder, with forward slashes; undefined for one elsewhere. */
export function below(folder: string, file: string): string | undefined {
  const path = relative(folder, file).replaceAll('\\', '/');
  return path.startsWith('../') || path === '' ? undefined : path;
}
