/** The room table of ARCHITECTURE.md as a rule: what is not listed is refused. */

/** For each room: the rooms whose doors it may import. */
export const rooms = {
  model: [],
  ledger: [],
  storage: ['ledger'],
  intake: ['model', 'ledger', 'registry'],
  registry: ['model', 'ledger'],
  norms: ['model'],
  attribution: ['model', 'registry'],
  findings: ['model', 'registry', 'norms', 'attribution'],
  analysis: ['model', 'registry', 'attribution', 'findings'],
  negotiation: ['model', 'registry', 'norms', 'analysis'],
  incentives: ['model', 'registry', 'analysis'],
  interchange: ['model', 'registry', 'findings'],
  charts: ['model'],
  publish: [
    'model',
    'ledger',
    'registry',
    'norms',
    'attribution',
    'findings',
    'analysis',
    'negotiation',
    'incentives',
    'interchange',
    'charts',
  ],
  server: [
    'model',
    'ledger',
    'storage',
    'intake',
    'registry',
    'norms',
    'attribution',
    'findings',
    'analysis',
    'negotiation',
    'incentives',
    'interchange',
    'charts',
    'publish',
  ],
  web: ['model', 'ledger', 'charts'],
  cli: [
    'model',
    'ledger',
    'storage',
    'intake',
    'registry',
    'norms',
    'attribution',
    'findings',
    'analysis',
    'negotiation',
    'incentives',
    'interchange',
    'charts',
    'publish',
    'server',
  ],
};

/** Rooms that touch no clock, randomness, disk or network. */
const pure = [
  'model',
  'ledger',
  'registry',
  'norms',
  'attribution',
  'findings',
  'analysis',
  'negotiation',
  'incentives',
  'charts',
];

const allowed = Object.entries(rooms).flatMap(([room, others]) => [
  { from: { path: `^src/${room}/` }, to: { path: `^src/${room}/` } },
  ...others.map((other) => ({ from: { path: `^src/${room}/` }, to: { path: `^src/${other}/index\\.ts$` } })),
  { from: { path: `^src/${room}/` }, to: { dependencyTypes: ['npm', 'core', 'npm-dev'] } },
]);

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'a component that draws a tree draws itself within itself',
      severity: 'error',
      from: { pathNot: '^src/web/components/.*Tree\\.svelte$' },
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'a file that nobody reaches is dead',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '^src/web/|\\.d\\.ts$' },
      to: {},
    },
    {
      name: 'pure-rooms-have-no-effects',
      severity: 'error',
      from: { path: `^src/(${pure.join('|')})/` },
      to: {
        path: '^(node:)?(fs|net|http|https|child_process|worker_threads|os|dgram|tls|timers|perf_hooks|readline)(/|$)',
      },
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^\\$(app|env|lib|service-worker)|^\\./\\$types' },
    },
    {
      name: 'production-code-uses-production-packages',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/web/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: '^node_modules/(@types/|svelte|@sveltejs)' },
    },
  ],
  allowed: [
    ...allowed,
    // Pages know the shapes of the answers, never the code behind them (docs/decisions).
    { from: { path: '^src/web/' }, to: { path: '^src/server/index\\.ts$', dependencyTypes: ['type-only'] } },
    // Pages that run in the browser check receipts by the ledger's second door, which needs nothing of Node.
    { from: { path: '^src/web/' }, to: { path: '^src/ledger/browser\\.ts$' } },
    // They sign statements in their canonical form, which needs none of the model's schemas.
    { from: { path: '^src/web/' }, to: { path: '^src/model/browser\\.ts$' } },
    { from: { path: '^src/web/' }, to: { path: '^\\$app/' } },
    { from: { path: '^(test|benchmarks)/' }, to: {} },
  ],
  allowedSeverity: 'error',
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.svelte-kit|^dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['import', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.js', '.mjs', '.svelte'],
    },
  },
};
