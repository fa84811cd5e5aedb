import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { calledBy, repositorySubgraphNames, repositorySubgraphs } from '@supergraph/schema/subgraphs';
import { Ajv } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { knownVariables } from './support/variables.js';

const root = resolve(import.meta.dirname, '../../..');

interface Service {
  readonly profiles?: readonly string[];
  readonly logging?: object;
  readonly pids_limit?: number;
  readonly deploy?: { readonly resources: { readonly limits: object } };
  readonly image?: string;
  readonly build?: { readonly args: { readonly WORKSPACE: string } };
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly user?: string;
  readonly volumes?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: object;
}

interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
}

const subgraphs = repositorySubgraphNames();

let text: string;
let file: ComposeFile;

beforeAll(async () => {
  text = await readFile(join(root, 'docker-compose.yml'), 'utf8');
  file = parse(text, { merge: true }) as ComposeFile;
});

describe('docker-compose.yml', () => {
  it('is what the Compose Specification allows', async () => {
    const schema = JSON.parse(
      await readFile(join(root, 'deploy/compose-schema/compose-spec.json'), 'utf8'),
      withoutOldNames,
    ) as object;
    const ajv = new Ajv({
      strict: false,
      allErrors: true,
      formats: { duration: true, ports: true, expose: true, subnet_ip_address: true },
    });
    const validate = ajv.compile(schema);
    validate(file);
    expect(validate.errors).toBeNull();
    expect(validate({ ...file, services: { router: { port: ['4000'] } } })).toBe(false);
  });

  it('publishes the router and nothing else', () => {
    const published = Object.entries(file.services).filter(([, service]) => service.ports !== undefined);
    expect(published.filter(([, { profiles }]) => profiles === undefined).map(([name]) => name)).toEqual([
      'router',
    ]);
    expect(published.flatMap(([, { profiles, ports }]) => (profiles === undefined ? [] : ports))).toEqual([
      '127.0.0.1:${GRAFANA_PORT:-3000}:3000',
    ]);
  });

  it('gives each subgraph a database, a volume and a network that no other has', () => {
    for (const name of subgraphs) {
      const database = file.services[`${name}-db`];
      expect(database?.volumes?.[0]).toBe(`${name}-data:/data/db`);
      expect(database?.networks).toEqual([`${name}-data`]);
      const members = Object.entries(file.services).filter(([, { networks }]) =>
        networks?.includes(`${name}-data`),
      );
      expect(members.map(([member]) => member)).toEqual([name, `${name}-db`]);
      expect(file.services[name]?.environment?.MONGODB_URI).toContain(`@${name}-db:27017/${name}`);
    }
    const open = Object.entries(file.networks).filter(([, { internal }]) => internal !== true);
    expect(open.map(([name]) => name)).toEqual(['edge', 'mail', 'dashboards']);
  });

  it('lets the subgraphs that send mail, and no other service, reach a mail server', () => {
    const members = Object.entries(file.services).filter(([, { networks }]) => networks?.includes('mail'));
    const senders = Object.entries(repositorySubgraphs()).filter(([, { sendsMail }]) => sendsMail);
    expect(members.map(([name]) => name)).toEqual(senders.map(([name]) => name));
    expect(members).not.toHaveLength(0);
  });

  it('starts a service when what it needs is healthy', () => {
    for (const [name, service] of Object.entries(file.services)) {
      if (service.build === undefined && service.profiles === undefined)
        expect(service.healthcheck, name).toBeDefined();
      for (const { condition } of Object.values(service.depends_on ?? {})) {
        expect(condition, name).toBe('service_healthy');
      }
    }
    expect(Object.keys(file.services.router?.depends_on ?? {}).sort()).toEqual(
      [...subgraphs, 'redis'].sort(),
    );
  });

  it('has no secret and no default for one but none', () => {
    const secrets = [...text.matchAll(/\$\{(\w+)([^}]*)\}/g)].filter(
      ([, name]) => name !== 'GRAFANA_PORT' && !name?.startsWith('ROUTER_'),
    );
    expect(secrets.length).toBeGreaterThan(10);
    for (const [whole, , rest] of secrets) expect(rest, whole).toMatch(/^:(\?|-$)/);
  });

  it('runs each service as the owner of its keys and mounts their folder, so that a rotated file is seen', () => {
    for (const name of ['router', ...subgraphs]) {
      const { user, volumes } = file.services[name] ?? {};
      expect(user).toMatch(/^\$\{KEYS_UID:\?.*\}:\$\{KEYS_GID:\?\}$/);
      expect(volumes).toEqual([`./deploy/secrets/${name}:/run/keys:ro`]);
    }
    expect(file.services.users?.environment?.JWT_PRIVATE_KEYS_FILE).toBe('/run/keys/signing-keys.json');
  });

  it('builds the router and every subgraph of the list, and no other workspace', () => {
    const built = Object.entries(file.services).flatMap(([name, { build }]) =>
      build === undefined ? [] : [[name, build.args.WORKSPACE]],
    );
    const folders = Object.entries(repositorySubgraphs()).map(([name, { sdl }]) => [name, dirname(sdl)]);
    expect(Object.fromEntries(built)).toEqual({ router: 'router', ...Object.fromEntries(folders) });
  });

  it('gives each of a pair that talks the file of its keys, and the caller the address', () => {
    const [incoming, outgoing] = ['/run/keys/envelope-keys-in', '/run/keys/envelope-keys-out'];
    const environmentOf = (name: string) => file.services[name]?.environment ?? {};
    for (const [name, subgraph] of Object.entries(repositorySubgraphs())) {
      const calls = calledBy(subgraph);
      expect(environmentOf('router').SUBGRAPH_URLS).toContain(`${name}=http://${name}:4000/graphql`);
      expect(environmentOf('router').ENVELOPE_KEYS_OUT_FILE).toBe(outgoing);
      expect(environmentOf(name).ENVELOPE_KEYS_IN_FILE).toBe(incoming);
      expect(environmentOf(name).ENVELOPE_KEYS_OUT_FILE).toBe(calls.length > 0 ? outgoing : undefined);
      for (const called of calls) {
        expect(environmentOf(name)[`${called.toUpperCase()}_URL`]).toBe(`http://${called}:4000/graphql`);
      }
    }
  });
});

describe('what the services of docker-compose.yml are given', () => {
  it('are variables that they know', async () => {
    const common = await readFile(join(root, 'deploy/services.env'), 'utf8');
    const shared = [...common.matchAll(/^(\w+)=/gm)].map(([, name = '']) => name);
    expect(shared).toEqual(['ADMIN_HOST', 'OTEL_EXPORTER_OTLP_ENDPOINT']);
    for (const name of ['router', ...subgraphs]) {
      const known = await knownVariables(name);
      const given = [...shared, ...Object.keys(file.services[name]?.environment ?? {})];
      expect(
        given.filter((variable) => !known.has(variable)),
        name,
      ).toEqual([]);
    }
  });

  it('are files that are there, or that make-secrets.mjs writes', () => {
    const mounted = Object.values(file.services)
      .flatMap(({ volumes = [] }) => volumes)
      .filter((volume) => volume.startsWith('./') && !volume.startsWith('./deploy/secrets/'));
    expect(mounted.length).toBeGreaterThan(6);
    for (const volume of mounted)
      expect(existsSync(join(root, volume.split(':')[0] ?? '')), volume).toBe(true);
  });

  it('are limits of memory, CPU and processes, and logs that do not grow for ever', () => {
    for (const [name, { deploy, logging, pids_limit }] of Object.entries(file.services)) {
      expect(deploy?.resources.limits, name).toMatchObject({
        cpus: expect.any(String) as string,
        memory: expect.any(String) as string,
      });
      expect(pids_limit, name).toBeGreaterThan(0);
      expect(logging, name).toMatchObject({ options: { 'max-size': '20m', 'max-file': '5' } });
    }
  });

  it('are images by digest, but for those of the observability profile', () => {
    for (const [name, { image, profiles }] of Object.entries(file.services)) {
      if (image !== undefined && profiles === undefined) expect(image, name).toMatch(/@sha256:[0-9a-f]{64}$/);
    }
  });

  it('are addresses and ports at which the others answer', async () => {
    const texts = await Promise.all(
      ['collector.yaml', 'prometheus/targets.json', 'grafana/provisioning/datasources/datasources.yaml'].map(
        (path) => readFile(join(root, 'deploy', path), 'utf8'),
      ),
    );
    const addresses = texts.flatMap((part) =>
      [...part.matchAll(/(?<=\/\/|")[a-z-]+:\d+/g)].map(([address]) => address),
    );
    const tempo = await readFile(join(root, 'deploy/tempo.yaml'), 'utf8');
    expect(tempo).toContain('http_listen_port: 3200');
    expect(tempo).toContain('endpoint: 0.0.0.0:4318');
    const dockerfile = await readFile(join(root, 'Dockerfile'), 'utf8');
    expect(dockerfile).toContain('ADMIN_PORT=9000');
    expect(addresses.sort()).toEqual(
      [
        'tempo:4318',
        'prometheus:9090',
        'tempo:3200',
        ...['router', ...subgraphs].map((name) => `${name}:9000`),
      ].sort(),
    );
  });
});

describe('the Dockerfile', () => {
  it('runs the Node that .ci/run tests, by digest', async () => {
    const [dockerfile, version, ci] = await Promise.all(
      ['Dockerfile', '.node-version', '.ci/run'].map((file) => readFile(join(root, file), 'utf8')),
    );
    expect(dockerfile).toMatch(
      new RegExp(`^ARG NODE_IMAGE=node:${version?.trim()}-bookworm-slim@sha256:[0-9a-f]{64}$`, 'm'),
    );
    expect(dockerfile?.match(/^FROM .*/gm)).toEqual([
      'FROM ${NODE_IMAGE} AS build',
      'FROM build AS service',
      'FROM ${NODE_IMAGE} AS runtime',
    ]);
    expect(ci).toContain('image_node=$(<.node-version)');
  });

  it('asks for health without Node, and seldom once the service is ready', async () => {
    const dockerfile = await readFile(join(root, 'Dockerfile'), 'utf8');
    const [, options, command] = /^HEALTHCHECK (.*)\\\n +CMD (.*)$/m.exec(dockerfile) ?? [];
    expect(options).toContain('--interval=30s');
    expect(JSON.parse(command ?? '')).toMatchObject(['bash', '-c', /health\/ready/]);
  });

  it('copies the manifest of every workspace before it installs', async () => {
    const dockerfile = await readFile(join(root, 'Dockerfile'), 'utf8');
    const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, unknown>;
    };
    const workspaces = Object.keys(lock.packages).filter(
      (path) => path !== '' && !path.includes('node_modules'),
    );
    for (const folder of workspaces) expect(dockerfile).toContain(`COPY ${folder}/package.json ${folder}/`);
  });
});

/**
 * Removes `id` and `$schema`, which are of a JSON Schema draft that Ajv does not support. The rest of the schema is
 * valid in newer drafts.
 */
function withoutOldNames(key: string, value: unknown): unknown {
  return (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value;
}
