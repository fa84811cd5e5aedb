import { setTimeout as sleep } from 'node:timers/promises';
import { GraphQLError } from 'graphql';
import { KeysUnavailable } from '../identity/jwks.js';
import { BadToken } from '../identity/verify.js';
import type { Caller } from '../context.js';
import type { StreamEvent, SubgraphStream, SubgraphStreams } from '../subgraphs/streams.js';
import { SubgraphUnavailable } from '../subgraphs/transport.js';
import { Stop } from '../stop.js';
import { failedBy, graphChanged, streamLost, tokenEnded, tooSlow } from './endings.js';
import type { Payload } from './payload.js';
import type { Runs, StreamFetch } from './runs.js';
import type { Ending, Subscriber } from './subscriber.js';

/** One subscriber of a shared subscription. */
export interface Member {
  readonly subscriber: Subscriber;
  /** The caller in the token when it was last verified. */
  caller: Caller;
  /** Called once, when the member's subscription has begun. */
  readonly onBegin: () => void;
  /** Called once, when the member's subscription has ended for any reason. */
  readonly onEnd: (reason: string) => void;
}

/** The maximum number of events kept for returning subscribers. */
const MAX_RECENT = 100;

/** How long to try to reopen a lost stream. The pauses between attempts grow up to the maximum. All in milliseconds. */
const REOPEN_MS = 30_000;
const PAUSE_MS = 100;
const MAX_PAUSE_MS = 3_000;

export interface SharedSubscriptionOptions {
  readonly runs: Runs;
  readonly streams: SubgraphStreams;
  readonly fetch: StreamFetch;
  /** The position from which its first subscriber continues. */
  readonly lastEventId: string | undefined;
  /** Called when the subscription has ended. */
  readonly onEnd: () => void;
}

/**
 * One stream of a subgraph for all subscribers of the same operation and identity, or of any identity if the operation has
 * only public fields. Each event is completed once for each caller, in the order of the stream.
 */
export class SharedSubscription {
  readonly #options: SharedSubscriptionOptions;
  readonly #members = new Set<Member>();
  readonly #recent: StreamEvent[] = [];
  /** The position before the first of the recent events. */
  #recentStart: string | undefined;
  #fetch: StreamFetch;
  #lastEventId: string | undefined;
  #stream: Promise<SubgraphStream> | undefined;
  #stop = new Stop();
  /** Events and new subscribers are processed one at a time, so that each subscriber receives every event once. */
  #turn: Promise<unknown> = Promise.resolve();
  #hasEnded = false;

  constructor(options: SharedSubscriptionOptions) {
    this.#options = options;
    this.#fetch = options.fetch;
    this.#lastEventId = options.lastEventId;
    this.#recentStart = options.lastEventId;
  }

  /** A copy of the current members. */
  get members(): readonly Member[] {
    return [...this.#members];
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Whether a subscriber can begin here: with new events, or after the last event that it has received. */
  accepts(lastEventId: string | undefined): boolean {
    return lastEventId === undefined
      ? this.#options.lastEventId === undefined
      : this.#missedAfter(lastEventId) !== undefined;
  }

  /** The events after one; undefined when these are not known. */
  #missedAfter(eventId: string): readonly StreamEvent[] | undefined {
    if (eventId === this.#recentStart) return [...this.#recent];
    const at = this.#recent.findIndex(({ id }) => id === eventId);
    return at < 0 ? undefined : this.#recent.slice(at + 1);
  }

  /**
   * Adds a subscriber once the stream is open.
   *
   * @param lastEventId the last event that it has received; undefined to start with new events
   * @returns false when the subscription had ended before, or no longer has the events that the subscriber missed
   * @throws SubgraphUnavailable when the stream cannot be opened
   */
  async join(member: Member, lastEventId?: string): Promise<boolean> {
    const stream = await this.#open();
    return this.#inTurn(async () => {
      const missed = lastEventId === undefined ? [] : this.#missedAfter(lastEventId);
      if (this.#hasEnded || missed === undefined) return false;
      member.subscriber.begin(lastEventId ?? this.#lastEventId ?? stream.startId);
      this.#members.add(member);
      member.onBegin();
      await this.#catchUp(member, missed);
      return true;
    });
  }

  async #catchUp(member: Member, missed: readonly StreamEvent[]): Promise<void> {
    try {
      for (const event of missed) await this.#deliver(event, this.#fetch, [member]);
    } catch (error) {
      if (!(error instanceof OtherStream)) throw error;
      // The next stream begins after the last event, and so does not repeat what this member has missed.
      this.#fail(member, graphChanged, 'schema');
    }
  }

  /** Removes a member whose client has left. Sends it nothing. The stream ends with the last member. */
  leave(member: Member, reason = 'left'): void {
    if (!this.#members.delete(member)) return;
    member.onEnd(reason);
    if (this.#members.size === 0) this.#finish();
  }

  end(member: Member, ending: Ending, reason: string): void {
    if (!this.#members.has(member)) return;
    member.subscriber.end(ending);
    this.leave(member, reason);
  }

  /** Ends the member's subscription if its token is no longer valid. */
  check(member: Member): void {
    const identified = identify(member);
    const end = (error: unknown) => this.#endFor(member, error);
    if (identified instanceof Promise) void identified.catch(end);
    else if (identified instanceof Error) end(identified);
  }

  /** Sends a heartbeat to a member whose subscription is open. */
  beat(member: Member): void {
    if (this.#members.has(member)) member.subscriber.beat();
  }

  /** Checks the operation after a change of the supergraph. It continues, on another stream if necessary, or ends. */
  async renew(): Promise<void> {
    const [member] = this.#members;
    if (member === undefined) return;
    try {
      const opened = await this.#options.runs.open(member.subscriber, member.caller, { isRenewal: true });
      if ('fetch' in opened) this.#turnTo(opened.fetch);
      else this.#endAll(opened.refused, 'schema');
    } catch (error) {
      // The new supergraph is already served: a fault here must not make it look refused.
      this.#options.runs.note(error, 'a subscription could not be checked against another supergraph');
      this.#failAll(graphChanged, 'schema');
    }
  }

  #turnTo(fetch: StreamFetch): void {
    if (fetch.key === this.#fetch.key) return;
    this.#fetch = fetch;
    // These events answer the previous fetch. A returning subscriber reads them again from the subgraph.
    this.#recent.length = 0;
    this.#recentStart = this.#lastEventId;
    this.#stop.abort();
  }

  #open(): Promise<SubgraphStream> {
    if (this.#stream === undefined) {
      this.#stream = this.#connect();
      this.#stream.then(
        (stream) => {
          this.#lastEventId ??= stream.startId;
          this.#recentStart ??= stream.startId;
          void this.#follow(stream);
        },
        () => this.#finish(),
      );
    }
    return this.#stream;
  }

  #connect(): Promise<SubgraphStream> {
    this.#stop = new Stop();
    const { subgraph, body, context } = this.#fetch;
    const lastEventId = this.#lastEventId;
    return this.#options.streams.open({ subgraph, body, context, lastEventId, signal: this.#stop });
  }

  /** Follows the stream and its replacements to the end. */
  async #follow(first: SubgraphStream): Promise<void> {
    let stream: SubgraphStream | undefined = first;
    while (stream !== undefined) {
      const fetch = this.#fetch;
      try {
        for await (const event of stream) await this.#inTurn(() => this.#receive(event, fetch));
        this.#endAll({ kind: 'complete' }, 'complete');
        return;
      } catch (error) {
        if (this.#hasEnded) return;
        const isOther = this.#fetch !== fetch;
        if (!isOther) this.#options.runs.note(error);
        // Without a position, the missed events are unknown. An error of the router itself would happen again.
        if (this.#lastEventId === undefined || !(isOther || error instanceof SubgraphUnavailable)) {
          this.#failAll(isOther ? graphChanged : streamLost, isOther ? 'schema' : 'lost');
          return;
        }
        stream = await this.#reopen();
      }
    }
  }

  async #reopen(): Promise<SubgraphStream | undefined> {
    const end = performance.now() + REOPEN_MS;
    for (let pause = PAUSE_MS; performance.now() < end && !this.#hasEnded; pause *= 2) {
      try {
        return await this.#connect();
      } catch (error) {
        this.#options.runs.note(error);
        // The random part prevents that streams lost together are reopened together.
        await sleep(Math.min(pause, MAX_PAUSE_MS) * (0.5 + Math.random()), undefined, { ref: false });
      }
    }
    this.#failAll(streamLost, 'lost');
    return undefined;
  }

  async #receive(event: StreamEvent, fetch: StreamFetch): Promise<void> {
    if (this.#hasEnded) return;
    await this.#deliver(event, fetch, this.#members);
    if (event.id === undefined) return;
    this.#lastEventId = event.id;
    if (fetch !== this.#fetch) {
      this.#recentStart = event.id;
      return;
    }
    this.#recent.push(event);
    if (this.#recent.length > MAX_RECENT) this.#recentStart = this.#recent.shift()?.id;
  }

  /**
   * @param fetch the fetch that the event answers
   * @throws OtherStream when the served supergraph has another fetch, in whose stream the event comes again
   */
  async #deliver(event: StreamEvent, fetch: StreamFetch, to: Iterable<Member>): Promise<void> {
    const byCaller = await this.#identifyAll(to);
    const completed = await Promise.all(
      [...byCaller].map(async ([caller, members]) => {
        const run = await this.#options.runs.complete(event, caller, members, (member, error) =>
          this.#fail(member, error instanceof GraphQLError ? error : streamLost, 'rate_limit'),
        );
        return { members, run };
      }),
    );
    for (const { run } of completed) {
      if ('refused' in run || run.fetch.key === fetch.key) continue;
      this.#turnTo(run.fetch);
      throw new OtherStream();
    }
    for (const { members, run } of completed) {
      for (const member of members) {
        if ('refused' in run) this.end(member, run.refused, 'refused');
        else this.#send(member, run.payload);
      }
    }
  }

  #send(member: Member, payload: Payload): void {
    if (!this.#members.has(member)) return;
    this.#options.runs.count();
    if (!member.subscriber.send(payload)) this.#fail(member, tooSlow, 'slow');
  }

  async #identifyAll(members: Iterable<Member>): Promise<Map<Caller, Member[]>> {
    const byCaller = new Map<Caller, Member[]>();
    for (const member of [...members]) {
      const identified = identify(member);
      const known = identified instanceof Promise ? await identified.catch(toError) : identified;
      if (known instanceof Error) {
        this.#endFor(member, known);
        continue;
      }
      const same = byCaller.get(known);
      if (same === undefined) byCaller.set(known, [member]);
      else same.push(member);
    }
    return byCaller;
  }

  #endFor(member: Member, error: unknown): void {
    if (error instanceof KeysUnavailable) return;
    if (error instanceof BadToken) {
      this.#fail(member, tokenEnded, 'token');
      return;
    }
    // A fault of the router, which must end neither the process nor the subscriptions of others.
    this.#options.runs.note(error, 'the token of a subscriber could not be verified');
    this.#fail(member, streamLost, 'lost');
  }

  #fail(member: Member, error: GraphQLError, reason: string): void {
    this.end(member, failedBy(error, member.subscriber.requestId), reason);
  }

  #failAll(error: GraphQLError, reason: string): void {
    for (const member of this.members) this.#fail(member, error, reason);
    this.#finish();
  }

  #endAll(ending: Ending, reason: string): void {
    for (const member of this.members) this.end(member, ending, reason);
    this.#finish();
  }

  #finish(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#stop.abort();
    this.#options.onEnd();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

/** The replacement stream repeats the event. */
class OtherStream extends Error {}

/** The caller in the current token. If the issuer's keys are unavailable, the caller stays the same. */
function identify(member: Member): Caller | Error | Promise<Caller> {
  try {
    const caller = member.subscriber.identify();
    if (!(caller instanceof Promise)) return (member.caller = caller);
    return caller.then(
      (found) => (member.caller = found),
      (error: unknown) => {
        if (error instanceof KeysUnavailable) return member.caller;
        throw error;
      },
    );
  } catch (error) {
    return error instanceof KeysUnavailable ? member.caller : toError(error);
  }
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
