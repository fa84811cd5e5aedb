export interface SentRequest {
  readonly method: string;
  readonly url: string;
  /** Empty for a GET request. */
  readonly body: string;
}

/** A `fetch` that records the requests of a client library. */
export function createRecordingFetch() {
  const sent: SentRequest[] = [];
  const recording: typeof fetch = (input, init) => {
    const { href } = new URL(input instanceof Request ? input.url : input);
    const body = typeof init?.body === 'string' ? init.body : '';
    sent.push({ method: init?.method ?? 'GET', url: href, body });
    return fetch(input, init);
  };
  return { sent, fetch: recording };
}
