// The layers of the house. Inside checker/ a folder is one stage of the way a question travels; a stage imports
// itself and earlier ones only. spec/decisions/0001-trace-before-verdict.md says why trace stands where it does.
const stages = ['language', 'source', 'kernel', 'tla', 'search', 'trace', 'verdict', 'report', 'matchers', 'cli'];

const stageRules = stages.slice(0, -1).map((stage, position) => ({
  name: `checker-${stage}-imports-no-later-stage`,
  comment: `checker/${stage} imports itself and ${stages.slice(0, position).join(', ') || 'nothing else'} only.`,
  severity: 'error',
  from: { path: `^checker/${stage}/` },
  to: { path: [`^checker/(${stages.slice(position + 1).join('|')})/`, '^checker/[^/]+$'] },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...stageRules,
    {
      name: 'checker-has-only-known-stages',
      comment: 'A new folder in checker/ needs its place in the order above.',
      severity: 'error',
      from: {},
      to: { path: '^checker/[^/]+/', pathNot: `^checker/(${stages.join('|')})/` },
    },
    {
      name: 'checker-stands-alone',
      comment: 'The checker knows no protocol.',
      severity: 'error',
      from: { path: '^checker/' },
      to: { path: '^(model|proofs|spec|test)/' },
    },
    {
      name: 'model-imports-language-and-spec',
      comment: 'A definition is written in the language of the checker; it does not run it.',
      severity: 'error',
      from: { path: '^model/' },
      to: { path: '^(checker|proofs|test)/', pathNot: '^checker/(language/|index[.]ts$)' },
    },
    {
      name: 'proofs-import-no-test',
      severity: 'error',
      from: { path: '^proofs/' },
      to: { path: '^test/' },
    },
    {
      name: 'spec-imports-nothing',
      severity: 'error',
      from: { path: '^spec/' },
      to: { pathNot: '^spec/' },
    },
    {
      name: 'nothing-imports-test',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    {
      name: 'explorer-page-stands-alone',
      comment: 'What runs in a browser is built apart; nothing that runs in Node imports it.',
      severity: 'error',
      from: { path: '^(checker|model|proofs|spec)/', pathNot: '^checker/report/explorer/page/' },
      to: { path: '^checker/report/explorer/page/' },
    },
    {
      name: 'explorer-page-needs-no-node',
      severity: 'error',
      from: { path: '^checker/report/(explorer/page|drawing)/', pathNot: '(vite[.]config|trace-sequence)[.]ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'xstate-in-few-places-of-checker',
      comment:
        'One place puts a machine under watch, one runs a trace on it, the self-test is a machine; the rest of the checker sees none.',
      severity: 'error',
      from: { path: '^checker/', pathNot: '^checker/(language/watched-machine|trace/composition|cli/self-test)[.]ts$' },
      to: { path: '(^|/)node_modules/(xstate|@xstate)/' },
    },
    {
      name: 'xstate-not-in-proofs',
      comment: 'A proof speaks of systems, not of the library that runs their machines.',
      severity: 'error',
      from: { path: '^proofs/' },
      to: { path: '(^|/)node_modules/(xstate|@xstate)/' },
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that cannot be resolved would slip through every rule above.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-development-dependency-in-product',
      comment:
        'A user who installs the tarball has no development dependencies. The explorer is installed built, its libraries inside.',
      severity: 'error',
      from: { path: '^(checker|model|proofs|spec)/', pathNot: '^checker/report/explorer/page/' },
      // Whoever imports plumbline/vitest has Vitest: an optional peer.
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: '(^|/)node_modules/vitest/' },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^dist/'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
