import type { Framing } from './framing.js';

const BOUNDARY = 'graphql';

/** A part ends with the next boundary, because clients read a part only when they see the boundary. */
const part = (json: string) =>
  `\r\ncontent-type: application/json; charset=utf-8\r\n\r\n${json}\r\n--${BOUNDARY}`;

const moved = JSON.stringify({
  payload: null,
  errors: [
    {
      message: 'This server stops: subscribe again after the last event that was received.',
      extensions: { code: 'SUBSCRIPTION_MOVED' },
    },
  ],
});

/**
 * Apollo's multipart protocol for subscriptions, version 1.0. Errors that end a subscription are sent next to a
 * `payload` of null, where Apollo Client reports them as protocol errors.
 */
export const multipart: Framing = {
  contentType: `multipart/mixed;boundary="${BOUNDARY}";subscriptionSpec="1.0"`,
  begin: () => `\r\n--${BOUNDARY}${part('{}')}`,
  next: ({ json }) => part(`{"payload":${json}}`),
  beat: part('{}'),
  end(ending) {
    const end = '--\r\n';
    if (ending.kind === 'complete') return end;
    if (ending.kind === 'moved') return part(moved) + end;
    const { errors } = ending.payload.result;
    return part(JSON.stringify({ payload: null, errors })) + end;
  },
};
