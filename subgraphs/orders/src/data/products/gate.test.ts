import { expect, test } from 'vitest';
import { createGate } from './gate.js';

const never = new AbortController().signal;

test('who comes when all places are taken waits for one, in turn', async () => {
  const gate = createGate(1);
  const order: string[] = [];
  const leave = await gate.enter(never);
  const second = gate.enter(never).then((leaveSecond) => {
    order.push('second');
    leaveSecond();
  });
  const third = gate.enter(never).then(() => order.push('third'));
  order.push('first');
  leave();
  await Promise.all([second, third]);
  expect(order).toEqual(['first', 'second', 'third']);
});

test('who gives up leaves the queue at once, and takes no place', async () => {
  const gate = createGate(1);
  const leave = await gate.enter(never);
  const impatient = new AbortController();
  const waiting = gate.enter(impatient.signal);
  impatient.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  leave();
  await expect(gate.enter(never)).resolves.toBeTypeOf('function');
});

test('leaving twice frees one place', async () => {
  const gate = createGate(1);
  const leave = await gate.enter(never);
  leave();
  leave();
  await gate.enter(never);
  const impatient = new AbortController();
  const waiting = gate.enter(impatient.signal);
  impatient.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
});
