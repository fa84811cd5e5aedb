/** A known vulnerability and the versions that fix it. */
export interface Advisory {
  readonly name: string;
  /** The first fixed version of each major line, in ascending order. Later lines are fixed as well. */
  readonly fixed: readonly string[];
  readonly advisory: string;
  /** The vulnerability, in one sentence. */
  readonly about: string;
  /** The source of the fixed versions, where GitHub's advisory database does not confirm them. */
  readonly source?: string;
}

/**
 * The packages we use that had vulnerabilities, and their advisories. New advisories that concern us are added here.
 * Most entries were compared with GitHub's advisory database in September 2026. Some from before 2026 are based on
 * public lists alone. Entries that no record confirms name their source.
 */
export const advisories: readonly Advisory[] = [
  {
    name: '@apollo/server',
    fixed: ['5.4.0'],
    advisory: 'CVE-2026-23897',
    about: 'bodies in exotic charsets stop the server',
  },
  {
    name: '@apollo/server',
    fixed: ['5.5.0'],
    advisory: 'GHSA-9q82-xgwf-vj6h',
    about: 'other sites read by way of GET what cookies open',
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
    source: 'told alike by several public lists; no record at hand',
  },
  {
    name: '@apollo/query-planner',
    fixed: ['2.10.1'],
    advisory: 'CVE-2025-32030',
    about: 'planning deep queries takes exponential time',
    source: 'told alike by several public lists; no record at hand',
  },
  {
    name: '@apollo/query-planner',
    fixed: ['2.8.5'],
    advisory: 'CVE-2024-43414',
    about: 'planning may never end',
  },
  {
    name: '@apollo/composition',
    fixed: ['2.12.1'],
    advisory: 'CVE-2025-64530',
    about: 'interfaces lose the protection of their types',
  },
  {
    name: '@apollo/composition',
    fixed: ['2.12.1'],
    advisory: 'GHSA-m8jr-fxqx-8xx6',
    about: 'what is computed loses the protection of what it is computed from',
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
  { name: 'fastify', fixed: ['5.8.1'], advisory: 'CVE-2026-3419', about: 'malformed content types pass' },
  {
    name: 'fastify',
    fixed: ['5.8.5'],
    advisory: 'CVE-2026-33806',
    about: 'a space before the content type skips validation',
  },
  {
    name: 'fastify',
    fixed: ['5.12.1'],
    advisory: 'CVE-2026-18504',
    about: 'values are checked in another form than handlers get',
  },
  {
    name: 'fastify',
    fixed: ['5.12.1'],
    advisory: 'CVE-2026-16732',
    about: 'forwarded hosts are believed of anyone',
  },
  {
    name: 'find-my-way',
    fixed: ['8.2.2', '9.0.1'],
    advisory: 'CVE-2024-45813',
    about: 'two parameters in a route take exponential time',
  },
  {
    name: 'find-my-way',
    fixed: ['9.7.0'],
    advisory: 'CVE-2026-47219',
    about: 'a method named like a property stops the server',
  },
  {
    name: 'fast-uri',
    fixed: ['2.4.5', '3.1.6', '4.1.3'],
    advisory: 'CVE-2026-75899',
    about: 'hosts are decoded twice',
  },
  { name: 'undici', fixed: ['7.2.3'], advisory: 'CVE-2025-22150', about: 'predictable multipart boundaries' },
  { name: 'undici', fixed: ['7.5.0'], advisory: 'CVE-2025-47279', about: 'bad certificates leak memory' },
  { name: 'undici', fixed: ['7.18.2'], advisory: 'CVE-2026-22036', about: 'endless chains of decompression' },
  {
    name: 'undici',
    fixed: ['7.24.0'],
    advisory: 'CVE-2026-1527',
    about: 'newlines in `upgrade` write headers',
  },
  {
    name: 'undici',
    fixed: ['7.28.0'],
    advisory: 'CVE-2026-9678',
    about: 'answers that say they are private are cached',
  },
  {
    name: 'undici',
    fixed: ['7.29.0'],
    advisory: 'CVE-2026-15157',
    about: 'newlines in a body’s type write headers',
  },
  { name: 'jsonwebtoken', fixed: ['9.0.0'], advisory: 'CVE-2022-23540', about: 'unsigned tokens pass' },
  {
    name: 'jsonwebtoken',
    fixed: ['9.0.0'],
    advisory: 'CVE-2022-23541',
    about: 'public keys pass for HMAC secrets',
  },
  {
    name: 'jws',
    fixed: ['3.2.3', '4.0.1'],
    advisory: 'CVE-2025-65945',
    about: 'HMAC signatures pass unchecked',
  },
  { name: 'mongoose', fixed: ['8.9.5'], advisory: 'CVE-2025-23061', about: '$where in populate runs code' },
  {
    name: 'mongoose',
    fixed: ['8.22.1', '9.1.6'],
    advisory: 'CVE-2026-42334',
    about: '$nor gets through sanitizeFilter',
  },
  {
    name: 'mongoose',
    fixed: ['8.24.1', '9.7.2'],
    advisory: 'CVE-2026-73562',
    about: 'updates pollute Object.prototype',
  },
  {
    name: 'mongoose',
    fixed: ['9.9.2'],
    advisory: 'CVE-2026-125120',
    about: 'operators get through filters',
    source: 'no public record at hand: a floor this project set itself',
  },
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
    name: 'protobufjs',
    fixed: ['7.5.6', '8.0.2'],
    advisory: 'CVE-2026-44289',
    about: 'nested messages exhaust the stack',
  },
  {
    name: 'protobufjs',
    fixed: ['7.6.5', '8.6.6'],
    advisory: 'CVE-2026-59877',
    about: 'an unfinished option never ends',
  },
  {
    name: 'body-parser',
    fixed: ['1.20.3', '2.0.0'],
    advisory: 'CVE-2024-45590',
    about: 'crafted forms stop the server',
  },
  {
    name: 'body-parser',
    fixed: ['2.2.1'],
    advisory: 'CVE-2025-13466',
    about: 'thousands of parameters stop the server',
  },
  { name: 'qs', fixed: ['6.14.1'], advisory: 'CVE-2025-15284', about: 'a limit on lists can be got round' },
  { name: 'qs', fixed: ['6.15.2'], advisory: 'CVE-2026-8723', about: 'null in a list throws' },
  {
    name: 'qs',
    fixed: ['6.16.0'],
    advisory: 'CVE-2026-82562',
    about: 'a limit on lists can be got round by commas',
  },
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
    fixed: ['1.1.18', '2.1.4', '3.0.6', '5.0.9'],
    advisory: 'CVE-2026-69152',
    about: 'a pattern takes all memory',
  },
  {
    name: 'minimatch',
    fixed: ['9.0.7', '10.2.3'],
    advisory: 'CVE-2026-27903',
    about: 'a pattern takes exponential time',
  },
  {
    name: 'picomatch',
    fixed: ['2.3.2', '4.0.4'],
    advisory: 'CVE-2026-33671',
    about: 'a pattern takes exponential time',
  },
  { name: 'braces', fixed: ['3.0.3'], advisory: 'CVE-2024-4068', about: 'a pattern takes all memory' },
  {
    name: 'micromatch',
    fixed: ['4.0.8'],
    advisory: 'CVE-2024-4067',
    about: 'a pattern takes exponential time',
    source: 'told alike by several public lists; no record at hand',
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
    name: 'js-yaml',
    fixed: ['3.15.1', '4.3.1'],
    advisory: 'GHSA-5p4m-2wfm-xmqj',
    about: 'an ordered map takes quadratic time',
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
    name: 'ws',
    fixed: ['7.5.11', '8.21.0'],
    advisory: 'CVE-2026-48779',
    about: 'many small fragments take all memory',
  },
  {
    name: 'esbuild',
    fixed: ['0.25.0'],
    advisory: 'GHSA-67mh-4wv8-2f99',
    about: 'any page reads the development server',
  },
  {
    name: 'vite',
    fixed: ['6.4.3', '7.3.5', '8.0.16'],
    advisory: 'CVE-2026-53571',
    about: 'the development server shows denied files',
  },
  {
    name: 'vitest',
    fixed: ['1.6.1', '2.1.9', '3.0.5'],
    advisory: 'CVE-2025-24964',
    about: 'any page runs code while tests are watched',
  },
  {
    name: 'vitest',
    fixed: ['3.2.6', '4.1.0'],
    advisory: 'CVE-2026-47429',
    about: 'the interface shows any file',
  },
];
