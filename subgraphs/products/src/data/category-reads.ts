import { createReadMemory, shareReads } from '@supergraph/service-kit';
import mongoose, { type Model } from 'mongoose';
import type { Category } from '../domain/category.js';
import type { CatalogueRepository } from '../domain/repositories.js';
import type { StoredCategory } from '../models/category.js';
import { toCategory } from './product-documents.js';

/** For how long categories are remembered, in milliseconds. Only imports change them. */
const KEEP_MS = 10_000;

/** The maximum number of categories that are remembered by id. */
const MAX_CATEGORIES = 5_000;

/**
 * Reads categories and remembers them, because every product page and every home page asks for some. A category that
 * does not exist is not remembered, so that an imported one can be used at once.
 */
export function createCategoryReads(
  categories: Model<StoredCategory>,
): Pick<CatalogueRepository, 'findCategories' | 'listCategories'> {
  const list = createReadMemory<Category[]>({ keepMs: KEEP_MS, max: 1 });
  const readByIds = shareReads(async (ids) => {
    const found = await categories
      .find({ _id: mongoose.trusted({ $in: [...ids] }) })
      .batchSize(ids.length + 1)
      .lean<StoredCategory[]>();
    return found.map(toCategory);
  });
  return {
    findCategories: rememberExisting(readByIds),
    listCategories: () =>
      list.read('all', async () => {
        const found = await categories.find().sort({ sortName: 1, _id: 1 }).lean<StoredCategory[]>();
        return found.map(toCategory);
      }),
  };
}

function rememberExisting(read: (ids: readonly string[]) => Promise<Category[]>) {
  const known = new Map<string, { readonly category: Category; readonly until: number }>();
  return async (ids: readonly string[]): Promise<Category[]> => {
    const now = performance.now();
    const remembered = ids.flatMap((id) => known.get(id) ?? []).filter(({ until }) => now < until);
    const found = new Map(remembered.map(({ category }) => [category.id, category]));
    const missing = ids.filter((id) => !found.has(id));
    for (const category of missing.length === 0 ? [] : await read(missing)) {
      if (known.size >= MAX_CATEGORIES) known.clear();
      known.set(category.id, { category, until: now + KEEP_MS });
      found.set(category.id, category);
    }
    return [...found.values()];
  };
}
