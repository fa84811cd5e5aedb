// The keys by which services know each other's requests: one ring for each sender and receiver, in the file
// `envelope-keys-out` of the sender's folder and `envelope-keys-in` of the receiver's. A line is RECEIVER=RING or SENDER=RING,
// and a ring is ID@SECONDS:SECRET|ID:SECRET, the newest key first; it signs from SECONDS since 1970 on.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callersOf, repositorySubgraphs } from '../schema/dist/graph/subgraph-list.js';
import { openFolder, writeKeyFile } from './key-folders.mjs';

/** How long a key is still accepted after a later one began to sign, in seconds. An envelope lives for 30 s. */
const OVERLAP_S = 600;

const IN = 'envelope-keys-in';
const OUT = 'envelope-keys-out';

/** The senders and receivers of requests between services. */
export function pairs() {
  const subgraphs = repositorySubgraphs();
  return Object.keys(subgraphs).flatMap((receiver) =>
    ['router', ...callersOf(subgraphs, receiver)].map((sender) => ({ sender, receiver })),
  );
}

/** The files of a service's envelope keys. */
export function filesOf(service) {
  const all = pairs();
  return [
    ...(all.some(({ receiver }) => receiver === service) ? [IN] : []),
    ...(all.some(({ sender }) => sender === service) ? [OUT] : []),
  ];
}

/** The ring of each pair that has one, by `SENDER RECEIVER`. */
export function readRings(deploy) {
  return new Map(
    pairs().flatMap(({ sender, receiver }) => {
      const file = join(deploy, 'secrets', receiver, IN);
      const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
      const line = lines.find((text) => text.startsWith(`${sender}=`));
      return line === undefined ? [] : [[`${sender} ${receiver}`, line.slice(sender.length + 1)]];
    }),
  );
}

/** Receivers first, so that nothing is signed with a key that its receiver does not have. */
export function writeRings(deploy, rings) {
  const lines = (side, other, service) =>
    pairs()
      .filter((pair) => pair[side] === service)
      .map((pair) => `${pair[other]}=${rings.get(`${pair.sender} ${pair.receiver}`)}\n`)
      .join('');
  const services = [...new Set(pairs().flatMap(({ sender, receiver }) => [receiver, sender]))];
  const write = (file, side, other) => {
    for (const service of services) {
      const text = lines(side, other, service);
      if (text !== '') writeKeyFile(join(openFolder(deploy, service), file), text);
    }
  };
  write(IN, 'receiver', 'sender');
  write(OUT, 'sender', 'receiver');
}

export function newRing() {
  return `k1:${newSecret()}`;
}

/**
 * The ring with a new key that signs after `leadS` seconds, and without the keys that nothing is signed with any more.
 */
export function rotateRing(ring, now, leadS) {
  const keys = ring.split('|').map((text) => {
    const [, id, from = '0'] = /^([\w-]+)(?:@(\d+))?:/.exec(text) ?? [];
    return { text, id, from: Number(from) };
  });
  const isNeeded = (key) => !keys.some((later) => later.from > key.from && later.from + OVERLAP_S <= now);
  const number = Math.max(0, ...keys.map(({ id }) => Number(/^k(\d+)$/.exec(id)?.[1] ?? 0))) + 1;
  return [`k${number}@${now + leadS}:${newSecret()}`, ...keys.filter(isNeeded).map(({ text }) => text)].join(
    '|',
  );
}

function newSecret() {
  return randomBytes(32).toString('base64url');
}
