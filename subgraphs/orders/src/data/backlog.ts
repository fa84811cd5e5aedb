import { BACKGROUND } from '@supergraph/service-kit';
import mongoose from 'mongoose';
import { STUCK_AFTER_ATTEMPTS } from '../domain/order-saga.js';
import type { Models } from '../models/models.js';
import type { OrderDocument } from '../models/order.js';
import type { Backlog } from '../recovery/metrics.js';

/** Reads the number and age of open orders from the index that contains only these. */
export async function readBacklog({ orders }: Models): Promise<Backlog> {
  // A range of times instead of `$exists`: every query planner can read a range from the index alone.
  const isOpen = { dueAt: mongoose.trusted({ $gt: new Date(0) }) };
  const isStuck = { ...isOpen, attempts: mongoose.trusted({ $gt: STUCK_AFTER_ATTEMPTS }) };
  const [open, stuck, oldest] = await Promise.all([
    orders.countDocuments(isOpen).comment(BACKGROUND),
    orders.countDocuments(isStuck).comment(BACKGROUND),
    orders
      .findOne(isOpen, { dueAt: 1 })
      .sort({ dueAt: 1 })
      .comment(BACKGROUND)
      .lean<Pick<OrderDocument, 'dueAt'> | null>(),
  ]);
  const due = oldest?.dueAt?.getTime() ?? Infinity;
  return { open, stuck, lagSeconds: Math.max(0, (Date.now() - due) / 1_000) };
}
