import { describe, expect, it } from 'vitest';
import { readTraceContext, traceFields, writeTraceContext } from './trace-context.js';

const traceId = 'ab'.repeat(16);
const traceparent = `00-${traceId}-${'cd'.repeat(8)}-01`;

describe('a W3C trace context', () => {
  it('is passed on as it came, with its state', () => {
    const tracestate = 'vendor=opaque,other=1';
    const context = readTraceContext({ traceparent, tracestate });
    expect(writeTraceContext(context)).toEqual(['traceparent', traceparent, 'tracestate', tracestate]);
    expect(traceFields('r1', context)).toEqual({ requestId: 'r1', traceId });
  });

  it('is passed on without a state that is too long', () => {
    const context = readTraceContext({ traceparent, tracestate: `vendor=${'x'.repeat(600)}` });
    expect(writeTraceContext(context)).toEqual(['traceparent', traceparent]);
  });

  it.each([
    ['nothing', undefined],
    ['another version', traceparent.replace('00-', '01-')],
    ['zeros for a trace', `00-${'0'.repeat(32)}-${'cd'.repeat(8)}-01`],
    ['zeros for a span', `00-${traceId}-${'0'.repeat(16)}-01`],
    ['a second line', `${traceparent}\r\nx: y`],
  ])('is none when it is %s', (_name, sent) => {
    const context = readTraceContext({ ...(sent !== undefined && { traceparent: sent }) });
    expect(context).toBeUndefined();
    expect(writeTraceContext(context)).toEqual([]);
    expect(traceFields('r1', context)).toEqual({ requestId: 'r1' });
  });
});
