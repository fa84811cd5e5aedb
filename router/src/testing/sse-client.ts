import { EventStreamReader } from '../subgraphs/event-stream.js';

/** One message that a subscriber received. */
export interface ReceivedEvent {
  readonly event: string | undefined;
  readonly id: string | undefined;
  readonly body: {
    readonly data?: unknown;
    readonly errors?: readonly {
      readonly message: string;
      readonly extensions?: { readonly code?: string };
    }[];
    readonly extensions?: { readonly eventId?: string };
  };
}

/** A plain client of GraphQL over Server-Sent Events that keeps all that it receives. */
export interface SseClient {
  readonly status: number;
  readonly headers: Headers;
  /** The answer to a refused subscription. */
  readonly refusal: unknown;
  readonly events: readonly ReceivedEvent[];
  /** Resolves when at least so many events have arrived. */
  received(count: number): Promise<readonly ReceivedEvent[]>;
  /** Resolves when the server has ended the stream. */
  readonly ended: Promise<void>;
  close(): void;
}

/** Sends a subscription, and resolves when the server has answered with a stream or a refusal. */
export async function subscribe(
  url: string,
  body: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<SseClient> {
  const abort = new AbortController();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body: JSON.stringify(body),
    signal: abort.signal,
  });
  const { status } = response;
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  const events: ReceivedEvent[] = [];
  const waiting: { count: number; resolve: (events: readonly ReceivedEvent[]) => void }[] = [];
  const reader = new EventStreamReader(({ event, id, data }) => {
    events.push({ event, id, body: data === '' ? {} : (JSON.parse(data) as ReceivedEvent['body']) });
    for (const { count, resolve } of waiting) if (events.length >= count) resolve(events);
  });
  const refusal: unknown = isStream ? undefined : await response.json();
  return {
    status,
    headers: response.headers,
    refusal,
    events,
    ended: isStream ? readAll(response, reader).catch(() => undefined) : Promise.resolve(),
    received: (count) =>
      events.length >= count
        ? Promise.resolve(events)
        : new Promise((resolve) => waiting.push({ count, resolve })),
    close: () => abort.abort(),
  };
}

async function readAll({ body }: Response, reader: EventStreamReader): Promise<void> {
  const decoder = new TextDecoder();
  for await (const chunk of body ?? []) reader.feed(decoder.decode(chunk, { stream: true }));
}
