/**
 * The top-level functions, constants and classes of a TypeScript module and of the modules beside it that it imports, read with ts-morph.
 *
 * A guard that calls an imported function has the same text when that function changes; here the function itself is compared.
 */

import { dirname, relative } from 'node:path';
import type { Node, SourceFile } from 'ts-morph';

export interface Declaration {
  readonly name: string;
  /** Path from the folder of the module that was asked for. */
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

export interface DeclarationChange {
  readonly name: string;
  readonly before: Declaration | null;
  readonly after: Declaration | null;
}

/** Loaded when it is first needed: the compiler inside takes a third of a second. */
async function projectOf(
  file: string,
): Promise<{ readonly entry: SourceFile; readonly print: (node: Node) => string }> {
  const { Project, ts } = await import('ts-morph');
  const project = new Project({ skipAddingFilesFromTsConfig: true, compilerOptions: { allowJs: true } });
  const printer = ts.createPrinter({ removeComments: true });
  const entry = project.addSourceFileAtPath(file);
  return {
    entry,
    print: (node) => printer.printNode(ts.EmitHint.Unspecified, node.compilerNode, node.getSourceFile().compilerNode),
  };
}

/** The module and those that it imports by a relative path, each once; what cannot be found is left to the loader to refuse. */
function withImports(entry: SourceFile): readonly SourceFile[] {
  const files: SourceFile[] = [];
  const add = (file: SourceFile): void => {
    if (files.includes(file)) return;
    files.push(file);
    const project = file.getProject();
    for (const imported of file.getImportDeclarations()) {
      const specifier = imported.getModuleSpecifierValue();
      if (!specifier.startsWith('.')) continue;
      const path = `${dirname(file.getFilePath())}/${specifier}`;
      const found = [path, `${path}.ts`, path.replace(/\.js$/, '.ts')]
        .map((one) => project.addSourceFileAtPathIfExists(one))
        .find((one) => one !== undefined);
      if (found !== undefined) add(found);
    }
  };
  add(entry);
  return files;
}

/** Every declaration with its text as the compiler prints it without comments, so that neither comments nor layout tell two apart. */
export async function declarationsOf(file: string): Promise<readonly Declaration[]> {
  const { entry, print } = await projectOf(file);
  return withImports(entry).flatMap((source) => {
    const place = relative(dirname(entry.getFilePath()), source.getFilePath());
    const named = [...source.getFunctions(), ...source.getVariableDeclarations(), ...source.getClasses()];
    return named.map((node): Declaration => {
      const name = node.getName() ?? 'default';
      return { name, file: place, line: node.getStartLineNumber(), text: print(node) };
    });
  });
}

/** What was declared in one and not, or otherwise, in the other; by name alone, so that a function that moved has not changed. */
export function declarationDifference(
  base: readonly Declaration[],
  changed: readonly Declaration[],
): readonly DeclarationChange[] {
  const names = [...new Set([...base, ...changed].map(({ name }) => name))];
  return names.flatMap((name): DeclarationChange[] => {
    const of = (all: readonly Declaration[]): readonly Declaration[] => all.filter((one) => one.name === name);
    const [before, after] = [of(base), of(changed)];
    const lone = before.filter((one) => !after.some(({ text }) => text === one.text));
    const fresh = after.filter((one) => !before.some(({ text }) => text === one.text));
    const count = Math.max(lone.length, fresh.length);
    return Array.from({ length: count }, (_, i) => ({ name, before: lone[i] ?? null, after: fresh[i] ?? null }));
  });
}
