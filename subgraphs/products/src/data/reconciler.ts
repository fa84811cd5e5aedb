import { BACKGROUND, type Logger } from '@supergraph/service-kit';
import mongoose from 'mongoose';
import { buyable, type LedgerTotals } from '../domain/ledger.js';
import { keptSince } from '../domain/pruning.js';
import type { CatalogueRepository, LedgerRepository } from '../domain/repositories.js';
import type { StoredLedger } from '../models/ledger.js';
import type { Models } from '../models/models.js';
import type { StoredProduct } from '../models/product.js';
import { toLedger, totalsOnly } from './ledger-documents.js';
import { toProduct } from './product-documents.js';

export interface ReconcilerDependencies {
  readonly models: Models;
  readonly catalogue: CatalogueRepository;
  readonly ledgers: LedgerRepository;
  /** Removes the booked operations that a product's ledger no longer needs. */
  readonly prune: (id: string) => Promise<void>;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** The number of products in a batch. */
const BATCH = 500;

/**
 * Repeatedly compares the whole catalogue with the ledgers, and repairs the differences that killed processes leave: it
 * opens missing ledgers and corrects the catalogue's copy of the stock. It also prunes ledgers that change too rarely
 * to be pruned otherwise. A batch takes three reads, and writes only where something is to do. Any number of processes
 * may run it at the same time.
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

/**
 * Compares the products after an id with their ledgers. Returns the id to continue after, or '' at the end of the
 * catalogue.
 */
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

/** The ledgers with booked operations that can be pruned. */
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
