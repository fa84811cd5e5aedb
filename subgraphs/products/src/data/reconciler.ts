import { BACKGROUND, type Logger } from '@supergraph/service-kit';
import mongoose from 'mongoose';
import { buyable, type LedgerTotals } from '../domain/ledger.js';
import { keptSince } from '../domain/pruning.js';
import type { CatalogueRepository, LedgerRepository } from '../domain/repositories.js';
import type { StoredLedger } from '../models/ledger.js';
import type { Models } from '../models/models.js';
import type { StoredProduct } from '../models/product.js';
import { toLedger } from './ledger-documents.js';
import { totalsOnly } from './ledger-repository.js';
import { toProduct } from './product-documents.js';

export interface ReconcilerDependencies {
  readonly models: Models;
  readonly catalogue: CatalogueRepository;
  readonly ledgers: LedgerRepository;
  /** Takes out of a product's ledger what it need not remember. */
  readonly prune: (id: string) => Promise<void>;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** How many products are compared at a time. */
const BATCH = 500;

/**
 * Goes round the catalogue, for good, and makes it follow the ledgers where a process was killed between the two: it
 * opens ledgers that are missing, corrects what the catalogue says of stock, and prunes ledgers that nothing changes any
 * more. Three reads a batch, and writes only where there is something to do; any number of processes may do it at once.
 */
export function startReconciler(
  dependencies: ReconcilerDependencies,
  pauseMs: number,
): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let after = '';
  let running = step();

  async function step(): Promise<void> {
    try {
      after = await reconcileBatch(dependencies, after);
    } catch (error) {
      if (!stopped) dependencies.logger.warn({ err: error }, 'the catalogue could not be compared');
    }
    if (stopped) return;
    timer = setTimeout(() => {
      running = step();
    }, pauseMs).unref();
  }

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

/** Compares the products after an id with their ledgers. Returns the id to go on after; '' at the end of the round. */
export async function reconcileBatch(
  { models, catalogue, ledgers, prune, logger, now }: ReconcilerDependencies,
  after: string,
): Promise<string> {
  const products = await models.products
    .find({ _id: mongoose.trusted({ $gt: after }) })
    .sort({ _id: 1 })
    .limit(BATCH)
    .batchSize(BATCH + 1)
    .comment(BACKGROUND)
    .lean<StoredProduct[]>();
  const found = await findTotals(models, products);
  for (const product of products) {
    const ledger = found.get(product._id);
    if (ledger === undefined) {
      await ledgers.open(toProduct(product));
    } else if (differs(product, ledger)) {
      logger.info({ productId: product._id }, 'the catalogue follows a ledger it had lost');
      await catalogue.follow(ledger);
    }
  }
  for (const id of await findPrunable(models, products, keptSince(now()))) await prune(id);
  return products.length < BATCH ? '' : (products.at(-1)?._id ?? '');
}

/** Ledgers with booked operations that they need not keep. */
async function findPrunable(
  { ledgers }: Models,
  products: readonly StoredProduct[],
  since: Date,
): Promise<string[]> {
  const old = { closed: mongoose.trusted({ $elemMatch: { at: { $lt: since } } }) };
  const found = await ledgers
    .find({ _id: mongoose.trusted({ $in: products.map(({ _id }) => _id) }), ...old })
    .select({ _id: 1 })
    .batchSize(BATCH + 1)
    .comment(BACKGROUND)
    .lean<Pick<StoredLedger, '_id'>[]>();
  return found.map(({ _id }) => _id);
}

async function findTotals(
  { ledgers }: Models,
  products: readonly StoredProduct[],
): Promise<Map<string, LedgerTotals>> {
  const found = await ledgers
    .find({ _id: mongoose.trusted({ $in: products.map(({ _id }) => _id) }) })
    .select(totalsOnly)
    .batchSize(BATCH + 1)
    .comment(BACKGROUND)
    .lean<StoredLedger[]>();
  return new Map(found.map((stored) => [stored._id, toLedger(stored)]));
}

function differs(product: StoredProduct, ledger: LedgerTotals): boolean {
  const stale = product.stockRevision < ledger.revision && product.inStock !== buyable(ledger) > 0;
  return stale || product.discontinued !== ledger.discontinued;
}
