/** A version from which on a known hole is closed. */
export interface Advisory {
  readonly name: string;
  /** The first good version of each line that has one; newer lines are good. */
  readonly fixed: readonly string[];
  readonly advisory: string;
  /** What the hole was. */
  readonly about: string;
}

/** The packages we use that had holes, and where to read of them. Grows with each one that concerns us. */
export const advisories: readonly Advisory[] = [
  {
    name: '@apollo/server',
    fixed: ['5.4.0'],
    advisory: 'CVE-2026-23897',
    about: 'bodies in exotic charsets stop the server',
  },
  {
    name: '@apollo/gateway',
    fixed: ['2.13.2'],
    advisory: 'CVE-2026-32621',
    about: 'aliases and subgraphs pollute Object.prototype',
  },
  {
    name: '@apollo/federation-internals',
    fixed: ['2.13.2'],
    advisory: 'CVE-2026-32621',
    about: 'aliases and subgraphs pollute Object.prototype',
  },
  {
    name: '@apollo/query-planner',
    fixed: ['2.13.2'],
    advisory: 'CVE-2026-32621',
    about: 'aliases and subgraphs pollute Object.prototype',
  },
  {
    name: '@apollo/gateway',
    fixed: ['2.10.1'],
    advisory: 'CVE-2025-32031',
    about: 'expanding named fragments takes exponential time',
  },
  {
    name: '@apollo/query-planner',
    fixed: ['2.10.1'],
    advisory: 'CVE-2025-32030',
    about: 'planning deep queries takes exponential time',
  },
  {
    name: '@apollo/composition',
    fixed: ['2.12.1'],
    advisory: 'CVE-2025-64530',
    about: 'interfaces lose the protection of their types',
  },
  {
    name: 'graphql',
    fixed: ['16.8.1'],
    advisory: 'CVE-2023-26144',
    about: 'overlapping fields take quadratic time',
  },
  {
    name: 'fastify',
    fixed: ['5.3.2'],
    advisory: 'CVE-2025-32442',
    about: 'an odd content type skips validation',
  },
  {
    name: 'fastify',
    fixed: ['5.7.2'],
    advisory: 'CVE-2026-25223',
    about: 'a tab in the content type skips validation',
  },
  {
    name: 'find-my-way',
    fixed: ['9.0.1'],
    advisory: 'CVE-2024-45813',
    about: 'two parameters in a route take exponential time',
  },
  { name: 'undici', fixed: ['7.2.3'], advisory: 'CVE-2025-22150', about: 'predictable multipart boundaries' },
  { name: 'undici', fixed: ['7.5.0'], advisory: 'CVE-2025-47279', about: 'bad certificates leak memory' },
  { name: 'undici', fixed: ['7.18.2'], advisory: 'CVE-2026-22036', about: 'endless chains of decompression' },
  { name: 'jsonwebtoken', fixed: ['9.0.0'], advisory: 'CVE-2022-23540', about: 'unsigned tokens pass' },
  {
    name: 'jws',
    fixed: ['3.2.3', '4.0.1'],
    advisory: 'CVE-2025-65945',
    about: 'HMAC signatures pass unchecked',
  },
  { name: 'mongoose', fixed: ['9.9.2'], advisory: 'CVE-2026-125120', about: 'operators get through filters' },
  { name: 'mongoose', fixed: ['8.9.5'], advisory: 'CVE-2025-23061', about: '$where in populate runs code' },
  {
    name: 'node-fetch',
    fixed: ['2.6.7', '3.1.1'],
    advisory: 'CVE-2022-0235',
    about: 'secrets follow a redirect to another host',
  },
  {
    name: 'http-cache-semantics',
    fixed: ['4.1.1'],
    advisory: 'CVE-2022-25881',
    about: 'a header takes quadratic time',
  },
  {
    name: 'protobufjs',
    fixed: ['7.2.5'],
    advisory: 'CVE-2023-36665',
    about: 'messages pollute Object.prototype',
  },
  {
    name: 'body-parser',
    fixed: ['1.20.3', '2.0.0'],
    advisory: 'CVE-2024-45590',
    about: 'crafted forms stop the server',
  },
  { name: 'qs', fixed: ['6.14.1'], advisory: 'CVE-2025-15284', about: 'a limit on lists can be got round' },
  {
    name: 'cookie',
    fixed: ['0.7.0'],
    advisory: 'CVE-2024-47764',
    about: 'names of cookies may hold other fields',
  },
  {
    name: 'semver',
    fixed: ['5.7.2', '6.3.1', '7.5.2'],
    advisory: 'CVE-2022-25883',
    about: 'a range takes exponential time',
  },
  {
    name: 'cross-spawn',
    fixed: ['6.0.6', '7.0.5'],
    advisory: 'CVE-2024-21538',
    about: 'an argument takes exponential time',
  },
  {
    name: 'brace-expansion',
    fixed: ['1.1.12', '2.0.2', '4.0.1'],
    advisory: 'CVE-2025-5889',
    about: 'a pattern takes exponential time',
  },
  { name: 'braces', fixed: ['3.0.3'], advisory: 'CVE-2024-4068', about: 'a pattern takes all memory' },
  {
    name: 'micromatch',
    fixed: ['4.0.8'],
    advisory: 'CVE-2024-4067',
    about: 'a pattern takes exponential time',
  },
  {
    name: 'form-data',
    fixed: ['2.5.4', '3.0.4', '4.0.4'],
    advisory: 'CVE-2025-7783',
    about: 'predictable multipart boundaries',
  },
  {
    name: 'js-yaml',
    fixed: ['3.14.2', '4.1.1'],
    advisory: 'CVE-2025-64718',
    about: 'documents pollute Object.prototype',
  },
  {
    name: 'glob',
    fixed: ['10.5.0', '11.1.0'],
    advisory: 'CVE-2025-64756',
    about: 'names of files run as commands',
  },
  {
    name: 'ws',
    fixed: ['7.5.10', '8.17.1'],
    advisory: 'CVE-2024-37890',
    about: 'many headers stop the server',
  },
  {
    name: 'esbuild',
    fixed: ['0.25.0'],
    advisory: 'GHSA-67mh-4wv8-2f99',
    about: 'any page reads the development server',
  },
  {
    name: 'vitest',
    fixed: ['1.6.1', '2.1.9', '3.0.5'],
    advisory: 'CVE-2025-24964',
    about: 'any page runs code while tests are watched',
  },
];
