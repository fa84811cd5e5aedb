import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTurns, type Client } from './turns.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

class TestClient extends EventEmitter implements Client {
  bytesWritten = 1;
  destroyed = false;
  writableEnded = false;

  hangUp(): void {
    this.destroyed = true;
    this.emit('close');
  }
}

function open(atOnce: number) {
  const turns = createTurns({ atOnce, longMs: 100 });
  const began: string[] = [];
  const request = async (name: string, client = new TestClient()) => {
    const end = await turns.take(client);
    if (end !== undefined) began.push(name);
    return end;
  };
  return { began, request };
}

test('requests run in the order of their arrival, so many at once', async () => {
  const { began, request } = open(2);
  const [first] = await Promise.all([request('a'), request('b')]);
  const others = [request('c'), request('d')];
  await vi.advanceTimersByTimeAsync(50);
  expect(began).toEqual(['a', 'b']);
  first?.();
  first?.();
  await others[0];
  expect(began).toEqual(['a', 'b', 'c']);
});

test('a request whose client hangs up while it waits is never begun', async () => {
  const { began, request } = open(1);
  const end = await request('a');
  const client = new TestClient();
  const gone = request('gone', client);
  const going = new TestClient();
  const ended = request('its end was read', going);
  const next = request('next');
  client.hangUp();
  expect(await gone).toBeUndefined();
  going.writableEnded = true;
  end?.();
  await next;
  expect(await ended).toBeUndefined();
  expect(began).toEqual(['a', 'next']);
  expect(client.listenerCount('close') + going.listenerCount('close')).toBe(0);
});

test('a request on a new connection begins once Node has read whether its client has gone', async () => {
  const { began, request } = open(2);
  const [gone, client] = [new TestClient(), new TestClient()];
  gone.bytesWritten = client.bytesWritten = 0;
  const asked = request('gone', gone);
  void request('a', client);
  // Node reads after the first `setImmediate`, and before the second.
  await vi.advanceTimersToNextTimerAsync();
  expect(began).toEqual([]);
  gone.hangUp();
  await vi.runAllTimersAsync();
  expect(await asked).toBeUndefined();
  expect(began).toEqual(['a']);
});

test('a request that takes long does not hold up the others', async () => {
  const { began, request } = open(1);
  await request('long');
  const next = request('next');
  await vi.advanceTimersByTimeAsync(99);
  expect(began).toEqual(['long']);
  await vi.advanceTimersByTimeAsync(2);
  await next;
  expect(began).toEqual(['long', 'next']);
});
