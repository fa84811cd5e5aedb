import { randomUUID } from 'node:crypto';
import {
  createEnvelopeSigner,
  ENVELOPE_HEADER,
  parseKeyRings,
} from '../../packages/service-kit/dist/index.js';

/**
 * A plugin for Hive Gateway that signs each request to a subgraph, as this repository's router does.
 *
 * @param keys as the router's ENVELOPE_KEYS_OUT: `products=k1:SECRET,orders=k1:SECRET,users=k1:SECRET`
 * @param callerOf reads the caller from the gateway's context: `{ subject, scopes }` of a verified token. Without it
 * every caller is anonymous. It must never use a header that a client can set.
 */
export function useEnvelope({ keys, callerOf = () => ({ subject: undefined, scopes: new Set() }) }) {
  const signer = createEnvelopeSigner({ issuer: 'router', rings: parseKeyRings(keys) });
  return {
    onFetch({ executionRequest, context, options, setOptions }) {
      const audience = executionRequest?.subgraphName;
      // Other requests of the gateway (key sets, telemetry) get no envelope.
      if (audience === undefined || !signer.knows(audience)) return;
      const { body } = options;
      if (typeof body !== 'string') throw new Error(`The request to ${audience} has no text to sign.`);
      const envelope = signer.sign({ audience, body, caller: callerOf(context), requestId: randomUUID() });
      setOptions({ ...options, headers: { ...options.headers, [ENVELOPE_HEADER]: envelope } });
    },
  };
}
