import { OperationTypeNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { RequestContext } from '../context.js';
import type { SubgraphAnswer, SubgraphRequest, SubgraphTransport } from '../subgraphs/transport.js';
import { SubgraphUnavailable } from '../subgraphs/transport.js';
import { WaitClock } from '../subgraphs/wait-clock.js';
import { SharedOperations } from './share-operations.js';
import { shareSubgraphQueries } from './share-subgraph-queries.js';

interface Held {
  readonly request: SubgraphRequest;
  readonly answer: (answer: SubgraphAnswer) => void;
  readonly fail: (error: Error) => void;
}

/** A transport that answers when it is told to. */
class HeldTransport implements SubgraphTransport {
  readonly held: Held[] = [];

  send(request: SubgraphRequest): Promise<SubgraphAnswer> {
    return new Promise((resolve, reject) => this.held.push({ request, answer: resolve, fail: reject }));
  }
}

interface ContextParts {
  readonly controller?: AbortController;
  readonly scopes?: readonly string[];
  /** In milliseconds. */
  readonly time?: number;
}

function contextOf(subject: string | undefined, parts: ContextParts = {}): RequestContext {
  const { controller = new AbortController(), scopes = ['a'], time = 60_000 } = parts;
  return {
    requestId: 'r',
    caller: { subject, scopes: new Set(scopes), claims: {} },
    signal: controller.signal,
    deadline: performance.now() + time,
  };
}

function query(context: RequestContext, operation: 'query' | 'mutation' = 'query'): SubgraphRequest {
  return { subgraph: 's', body: '{}', operation, context };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('subgraph queries in flight', () => {
  it('are shared by one identity', async () => {
    const transport = new HeldTransport();
    const sharing = shareSubgraphQueries(transport);
    const both = Promise.all([sharing.send(query(contextOf('ann'))), sharing.send(query(contextOf('ann')))]);
    await turn();
    expect(transport.held).toHaveLength(1);
    transport.held[0]?.answer({ data: 1 });
    const [one, other] = await both;
    expect(one).toBe(other);
    expect(sharing.isShared(one)).toBe(true);
  });

  it('are not shared by two identities, nor by one after the other', async () => {
    const transport = new HeldTransport();
    const sharing = shareSubgraphQueries(transport);
    const ann = sharing.send(query(contextOf('ann')));
    const nobody = sharing.send(query(contextOf(undefined)));
    await turn();
    expect(transport.held).toHaveLength(2);
    transport.held[0]?.answer({});
    transport.held[1]?.answer({});
    expect(sharing.isShared(await ann)).toBe(false);
    await nobody;
    void sharing.send(query(contextOf('ann')));
    await turn();
    expect(transport.held).toHaveLength(3);
  });

  it('are never mutations', async () => {
    const transport = new HeldTransport();
    const sharing = shareSubgraphQueries(transport);
    void sharing.send(query(contextOf('ann'), 'mutation'));
    void sharing.send(query(contextOf('ann'), 'mutation'));
    await turn();
    expect(transport.held).toHaveLength(2);
  });

  it('go on for the others when one who waits leaves, and end when the last does', async () => {
    const transport = new HeldTransport();
    const sharing = shareSubgraphQueries(transport);
    const [first, second] = [new AbortController(), new AbortController()];
    const leader = sharing.send(query(contextOf('ann', { controller: first })));
    const follower = sharing.send(query(contextOf('ann', { controller: second })));
    await turn();
    first.abort();
    await expect(leader).rejects.toBeInstanceOf(SubgraphUnavailable);
    expect(transport.held[0]?.request.context.signal.aborted).toBe(false);
    second.abort();
    await expect(follower).rejects.toBeInstanceOf(SubgraphUnavailable);
    expect(transport.held[0]?.request.context.signal.aborted).toBe(true);
  });

  it('are not shared by callers of one subject with different scopes', async () => {
    const transport = new HeldTransport();
    const sharing = shareSubgraphQueries(transport);
    const more = sharing.send(query(contextOf('ann', { scopes: ['a', 'b'] })));
    const less = sharing.send(query(contextOf('ann')));
    await turn();
    expect(transport.held.map(({ request }) => [...request.context.caller.scopes])).toEqual([
      ['a', 'b'],
      ['a'],
    ]);
    transport.held[0]?.answer({ data: 'more' });
    transport.held[1]?.answer({ data: 'less' });
    expect([await more, await less]).toEqual([{ data: 'more' }, { data: 'less' }]);
  });

  it('are asked again, once for all, by those who have time left when another’s was up', async () => {
    const transport = new HeldTransport();
    const sharing = shareSubgraphQueries(transport);
    const late = expect(sharing.send(query(contextOf('ann', { time: 0 })))).rejects.toThrow('late');
    const others = Promise.all([
      sharing.send(query(contextOf('ann'))),
      sharing.send(query(contextOf('ann'))),
    ]);
    await turn();
    expect(transport.held).toHaveLength(1);
    transport.held[0]?.fail(new SubgraphUnavailable('s', 'TIMEOUT', 'late'));
    await late;
    await turn();
    expect(transport.held).toHaveLength(2);
    transport.held[1]?.answer({ data: 2 });
    expect(await others).toEqual([{ data: 2 }, { data: 2 }]);
  });

  it('are not asked again when it was the subgraph that took too long', async () => {
    const transport = new HeldTransport();
    const sharing = shareSubgraphQueries(transport);
    const both = [1, 2].map(() => sharing.send(query(contextOf('ann'))));
    await turn();
    transport.held[0]?.fail(new SubgraphUnavailable('s', 'TIMEOUT', 'slow'));
    for (const one of both) await expect(one).rejects.toThrow('slow');
    expect(transport.held).toHaveLength(1);
  });
});

describe('operations in flight', () => {
  const operation = { kind: OperationTypeNode.QUERY, key: 'k', variables: {}, isPublic: false };

  function counted(): { runs: RequestContext[]; work: (context: RequestContext) => Promise<number> } {
    const runs: RequestContext[] = [];
    return { runs, work: (context) => turn().then(() => runs.push(context)) };
  }

  it('are shared by one identity with the same variables only', async () => {
    const { runs, work } = counted();
    const shared = new SharedOperations<number>(() => false);
    await Promise.all([
      shared.run(operation, contextOf('ann'), work),
      shared.run(operation, contextOf('ann'), work),
      shared.run(operation, contextOf('bob'), work),
      shared.run({ ...operation, variables: { x: 1 } }, contextOf('ann'), work),
    ]);
    expect(runs.map(({ caller }) => caller.subject)).toEqual(['ann', 'bob', 'ann']);
  });

  it('are not shared by callers of one subject with different scopes', async () => {
    const { runs, work } = counted();
    const shared = new SharedOperations<number>(() => false);
    await Promise.all([
      shared.run(operation, contextOf('ann', { scopes: ['a', 'b'] }), work),
      shared.run(operation, contextOf('ann'), work),
    ]);
    expect(runs.map(({ caller }) => [...caller.scopes])).toEqual([['a', 'b'], ['a']]);
  });

  it('give what is there to whom the time is up, and begin anew for those who have time left', async () => {
    const shared = new SharedOperations<string>((answer) => answer === 'part');
    const runs: RequestContext[] = [];
    const work = (context: RequestContext): Promise<string> => {
      runs.push(context);
      if (runs.length > 1) return Promise.resolve('whole');
      return new Promise((resolve) => context.signal.addEventListener('abort', () => resolve('part')));
    };
    const controller = new AbortController();
    const leader = shared.run(operation, contextOf('ann', { controller, time: 0 }), work);
    const patient = contextOf('ann');
    const follower = shared.run(operation, patient, work);
    await turn();
    controller.abort();
    expect(await leader).toBe('part');
    expect(await follower).toBe('whole');
    expect(runs.at(-1)?.deadline).toBe(patient.deadline);
  });

  it('are shared by anyone when they are public, and then run as nobody', async () => {
    const { runs, work } = counted();
    const shared = new SharedOperations<number>(() => false);
    const open = { ...operation, isPublic: true };
    await Promise.all(['ann', 'bob', undefined].map((subject) => shared.run(open, contextOf(subject), work)));
    expect(runs.map(({ caller }) => caller.subject)).toEqual([undefined]);
  });

  it.each([
    { bytes: 100, counts: [32, 50] },
    { bytes: 50_000, counts: [14, 28, 42, 50] },
    { bytes: 1_000_000, counts: Array.from({ length: 50 }, (_, index) => index + 1) },
  ])(
    'give an answer of $bytes B to some callers in each turn of the event loop',
    async ({ bytes, counts }) => {
      const shared = new SharedOperations<void>(
        () => false,
        () => bytes,
      );
      let told = 0;
      const all = Array.from({ length: 50 }, () =>
        shared.run(operation, contextOf('ann'), turn).then(() => (told += 1)),
      );
      const afterEachTurn = [];
      while (told < all.length) {
        await turn();
        afterEachTurn.push(told);
      }
      expect(afterEachTurn.filter((count) => count > 0)).toEqual(counts);
    },
  );

  it('end the waiting of all callers at once, and one who then leaves gets the answer too', async () => {
    const shared = new SharedOperations<string>(() => false);
    const controllers = Array.from({ length: 50 }, () => new AbortController());
    const clocks = controllers.map(() => new WaitClock());
    let answer: (answer: string) => void = () => undefined;
    const work = () => new Promise<string>((resolve) => (answer = resolve));
    const all = controllers.map((controller, index) => {
      const context = { ...contextOf('ann', { controller }), waits: clocks[index] };
      return shared.run(operation, context, work);
    });
    await turn();
    answer('whole');
    await all[0];
    controllers.at(-1)?.abort();
    const waited = clocks.map(({ waitedMs }) => waitedMs);
    expect(await Promise.all(all)).toEqual(all.map(() => 'whole'));
    expect(clocks.map(({ waitedMs }) => waitedMs)).toEqual(waited);
    expect(waited.at(-1)).toBeGreaterThan(0);
  });

  it('begin anew once for any number of callers with time left', async () => {
    const shared = new SharedOperations<string>((answer) => answer === 'part');
    let runs = 0;
    const work = (context: RequestContext): Promise<string> => {
      runs += 1;
      if (runs > 1) return Promise.resolve('whole');
      return new Promise((resolve) => context.signal.addEventListener('abort', () => resolve('part')));
    };
    const controller = new AbortController();
    const leader = shared.run(operation, contextOf('ann', { controller, time: 0 }), work);
    const others = Array.from({ length: 20 }, () => shared.run(operation, contextOf('ann'), work));
    await turn();
    controller.abort();
    expect(await leader).toBe('part');
    expect(await Promise.all(others)).toEqual(others.map(() => 'whole'));
    expect(runs).toBe(2);
  });

  it('are never mutations', async () => {
    const { runs, work } = counted();
    const shared = new SharedOperations<number>(() => false);
    const mutation = { ...operation, kind: OperationTypeNode.MUTATION };
    await Promise.all([1, 2].map(() => shared.run(mutation, contextOf('ann'), work)));
    expect(runs).toHaveLength(2);
  });
});
