import { startTestDatabase, type TestDatabase } from '@supergraph/service-kit/testing';
import mongoose from 'mongoose';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { createModels, type Models } from '../models/models.js';
import { createOrderNumberRepository } from './order-number-repository.js';

let database: TestDatabase;
let connection: mongoose.Connection;
let counters: Models['counters'];

beforeAll(async () => {
  database = await startTestDatabase();
  connection = await mongoose
    .createConnection(database.newUri('orders'), { monitorCommands: true })
    .asPromise();
  ({ counters } = createModels(connection));
});

afterAll(async () => {
  await connection.close();
  await database.stop();
});

it('takes the next number ahead only while orders follow each other', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const commands: string[] = [];
  connection.getClient().on('commandStarted', ({ commandName }) => void commands.push(commandName));
  const numbers = createOrderNumberRepository(counters);
  const counted = async () => (await counters.findOne().lean())?.value;

  expect(await numbers.next()).toBe(1);
  numbers.takeAhead();
  expect(await counted()).toBe(1);

  expect(await numbers.next()).toBe(2);
  numbers.takeAhead();
  numbers.takeAhead();
  await expect.poll(counted).toBe(3);
  const before = commands.filter((name) => name === 'findAndModify').length;
  expect(await numbers.next()).toBe(3);
  expect(commands.filter((name) => name === 'findAndModify')).toHaveLength(before);

  numbers.takeAhead();
  await expect.poll(counted).toBe(4);
  vi.advanceTimersByTime(2_000);
  expect(await numbers.next()).toBe(5);
});
