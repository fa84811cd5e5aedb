/** The boundaries of the design: a subgraph that imports another could no longer be deployed alone. */
module.exports = {
  forbidden: [
    {
      name: 'subgraphs-import-no-subgraph',
      comment: 'A subgraph imports no other subgraph: they meet only in the graph.',
      severity: 'error',
      from: { path: '^subgraphs/([^/]+)/' },
      to: { path: '^subgraphs/', pathNot: '^subgraphs/$1/' },
    },
    {
      name: 'examples-are-clients',
      comment: 'An example uses the graph as another team would: it imports nothing of this repository.',
      severity: 'error',
      from: { path: '^examples/([^/]+)/(src|images)/' },
      to: { path: '^(packages|subgraphs|router|schema|local|test|scripts|bench)/' },
    },
    {
      name: 'router-imports-no-subgraph',
      severity: 'error',
      from: { path: '^router/' },
      to: { path: '^(subgraphs|local|schema)/' },
    },
    {
      name: 'router-http-on-top',
      comment:
        'http -> subscriptions -> operation -> limits, authorization, trusted, execution -> subgraphs, and never back.',
      severity: 'error',
      from: { path: '^router/src/', pathNot: '^router/src/(http/|server\\.ts)|\\.test\\.ts$|/testing/' },
      to: { path: '^router/src/http/' },
    },
    {
      name: 'router-operation-above-the-rest',
      severity: 'error',
      from: {
        path: '^router/src/[^/]+/',
        pathNot: '^router/src/(http|subscriptions|operation|workers)/|\\.test\\.ts$|/testing/',
      },
      to: { path: '^router/src/(subscriptions/|operation/|operations\\.ts|server\\.ts)' },
    },
    {
      name: 'router-execution-runs-what-it-is-given',
      comment: 'Who may see what, what it costs and who asks is decided above it.',
      severity: 'error',
      from: { path: '^router/src/(execution|sharing|subgraphs)/', pathNot: '\\.test\\.ts$|/testing/' },
      to: { path: '^router/src/(limits|authorization|trusted|identity)/' },
    },
    {
      name: 'router-subgraphs-at-the-bottom',
      severity: 'error',
      from: { path: '^router/src/subgraphs/', pathNot: '\\.test\\.ts$' },
      to: { path: '^router/src/(execution|sharing)/' },
    },
    {
      name: 'subgraphs-know-no-infrastructure',
      comment: 'A subgraph runs without the router, the local stack and the embedded database.',
      severity: 'error',
      from: { path: '^subgraphs/', pathNot: '\\.test\\.ts$|/testing/' },
      to: { path: '^(router|local|schema|packages/embedded-mongo)/' },
    },
    {
      name: 'packages-stand-alone',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(subgraphs|router|local|schema)/' },
    },
    {
      name: 'local-runs-processes',
      comment: 'The local stack starts services as processes, as production does; it imports none of them.',
      severity: 'error',
      from: { path: '^local/' },
      to: { path: '^(subgraphs|router)/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'domain/ can be read by someone who knows the shop and neither GraphQL nor Mongoose.',
      severity: 'error',
      from: { path: '^subgraphs/[^/]+/src/domain/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '(^|/)node_modules/(graphql|mongoose|mongodb|@apollo|fastify)|src/(resolvers|models|generated)/',
      },
    },
    {
      name: 'only-data-queries',
      severity: 'error',
      from: { path: '^subgraphs/[^/]+/src/resolvers/' },
      to: { path: 'src/models/|(^|/)node_modules/mongoose' },
    },
    {
      name: 'no-circular',
      comment: 'Cycles of types alone are erased before anything runs.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'router-no-circular',
      comment: 'In the router types have one direction too.',
      severity: 'error',
      from: { path: '^router/src/' },
      to: { circular: true },
    },
    {
      name: 'file-names',
      comment: 'Files are named in lower case with hyphens: some file systems see no difference of case.',
      severity: 'error',
      from: {},
      to: {
        path: '^(packages|subgraphs|router|schema|local|test|examples)/.*[a-z][A-Z][^/]*\\.ts$',
        pathNot: 'node_modules',
      },
    },
    {
      name: 'not-to-test',
      severity: 'error',
      from: { pathNot: '\\.test\\.ts$' },
      to: { path: '\\.test\\.ts$' },
    },
    {
      name: 'not-to-testing',
      comment: 'What tests share is not built for production, and may do what production must not.',
      severity: 'error',
      from: { pathNot: '\\.test\\.ts$|/testing/|^test/' },
      to: { path: '/testing/' },
    },
    {
      name: 'no-undeclared-packages',
      comment: 'The packages of an example are not installed here; its own build finds what is undeclared.',
      severity: 'error',
      from: { pathNot: '\\.test\\.ts$|/testing/|^(test|examples)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/|src/generated/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'],
    },
  },
};
