/** A place in the translation where definitions stand: the whole program, the body of a function, the inside of a LET. */

export class Block {
  readonly declarations: string[] = [];

  /** Declarations and then statements. */
  with(statements: string): string {
    return this.declarations.length === 0 ? statements : `${this.declarations.join('\n')}\n${statements}`;
  }

  /** An expression that needs the declarations. */
  around(expression: string): string {
    return this.declarations.length === 0 ? expression : `(() => {\n${this.with(`return ${expression};`)}\n})()`;
  }
}
