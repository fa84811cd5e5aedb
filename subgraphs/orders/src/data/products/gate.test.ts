import { expect, test } from 'vitest';
import { createGate, GateTimeout } from './gate.js';

const LONG = 60_000;

test('who comes when all places are taken waits for one, in turn', async () => {
  const gate = createGate(1);
  const order: string[] = [];
  const leave = await gate.enter(LONG);
  const second = gate.enter(LONG).then((leaveSecond) => {
    order.push('second');
    leaveSecond();
  });
  const third = gate.enter(LONG).then(() => order.push('third'));
  order.push('first');
  leave();
  await Promise.all([second, third]);
  expect(order).toEqual(['first', 'second', 'third']);
});

test('who gives up leaves the queue at once, and takes no place', async () => {
  const gate = createGate(1);
  const leave = await gate.enter(LONG);
  await expect(gate.enter(1)).rejects.toBeInstanceOf(GateTimeout);
  leave();
  await expect(gate.enter(LONG)).resolves.toBeTypeOf('function');
});

test('leaving twice frees one place', async () => {
  const gate = createGate(1);
  const leave = await gate.enter(LONG);
  leave();
  leave();
  await gate.enter(LONG);
  await expect(gate.enter(1)).rejects.toBeInstanceOf(GateTimeout);
});
