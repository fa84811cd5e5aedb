import type { Money } from '@supergraph/money';
import { done, failed, isPlainText, isText, type Outcome } from '@supergraph/service-kit';
import { randomUUID } from 'node:crypto';
import {
  categoryNotFound,
  invalidInput,
  ONE_LINE,
  productNotFound,
  skuTaken,
  type CategoryNotFound,
  type InvalidInput,
  type ProductNotFound,
  type SkuTaken,
} from './failures.js';
import { discontinue } from './ledger-changes.js';
import type { Ledgers } from './ledgers.js';
import {
  LOW_STOCK_THRESHOLD,
  NOTHING_SOLD,
  type NewProduct,
  type Product,
  type ProductChanges,
} from './product.js';
import type { CatalogueRepository, LedgerRepository } from './repositories.js';

/** The changes that staff make to the catalogue. */
export interface Catalogue {
  createProduct(
    product: NewProduct,
  ): Promise<Outcome<{ product: Product }, InvalidInput | SkuTaken | CategoryNotFound>>;
  updateProduct(
    id: string,
    changes: ProductChanges,
  ): Promise<Outcome<{ product: Product }, InvalidInput | ProductNotFound | CategoryNotFound>>;
  discontinueProduct(id: string): Promise<Outcome<{ product: Product }, ProductNotFound>>;
}

export interface CatalogueDependencies {
  readonly catalogue: CatalogueRepository;
  readonly ledgerRepository: LedgerRepository;
  readonly ledgers: Ledgers;
  /** The one currency of all prices. */
  readonly currency: string;
  readonly now: () => Date;
}

const MAX_NAME_LENGTH = 200;
const MAX_DESCRIPTION_LENGTH = 5_000;
const MAX_OPENING_STOCK = 1_000_000;
const MAX_UPDATE_ATTEMPTS = 20;

export function createCatalogue(dependencies: CatalogueDependencies): Catalogue {
  return {
    createProduct: (product) => createProduct(dependencies, product),
    updateProduct: (id, changes) => updateProduct(dependencies, id, changes),
    discontinueProduct: (id) => discontinueProduct(dependencies, id),
  };
}

/**
 * A product exists once its document is written. The document contains the opening stock, with which the ledger is
 * opened: here or, if this process is killed first, by the next operation that needs it.
 */
async function createProduct(
  { catalogue, ledgerRepository, currency, now }: CatalogueDependencies,
  input: NewProduct,
): Promise<Outcome<{ product: Product }, InvalidInput | SkuTaken | CategoryNotFound>> {
  const [invalid, ...more] = faultsOfNew(input, currency);
  if (invalid !== undefined) return failed(invalid, ...more);
  const stranger = await missingCategory(catalogue, input.categoryId);
  if (stranger !== undefined) return failed(stranger);
  const at = now();
  const product = await catalogue.insertProduct({
    ...input,
    name: input.name.trim(),
    id: randomUUID(),
    images: [],
    lowStockThreshold: LOW_STOCK_THRESHOLD,
    discontinued: false,
    inStock: input.openingStock > 0,
    unitsSold: NOTHING_SOLD,
    version: 0,
    createdAt: at,
    updatedAt: at,
  });
  if (product === undefined) return failed(skuTaken(input.sku));
  await ledgerRepository.open(product);
  return done({ product });
}

async function updateProduct(
  { catalogue, currency, now }: CatalogueDependencies,
  id: string,
  changes: ProductChanges,
): Promise<Outcome<{ product: Product }, InvalidInput | ProductNotFound | CategoryNotFound>> {
  const [invalid, ...more] = faultsOf(changes, currency);
  if (invalid !== undefined) return failed(invalid, ...more);
  const stranger = await missingCategory(catalogue, changes.categoryId);
  if (stranger !== undefined) return failed(stranger);
  for (let attempt = 0; attempt < MAX_UPDATE_ATTEMPTS; attempt += 1) {
    const [before] = await catalogue.findProducts([id]);
    if (before === undefined) return failed(productNotFound(id, 'id'));
    const after = { ...before, ...given(changes), updatedAt: now() };
    if (await catalogue.replaceProduct(before, after)) return done({ product: after });
  }
  throw new Error(`product ${id} changed too often to be changed`);
}

/**
 * The ledger ends the sale in one update, and the catalogue follows. A repeated call makes the catalogue follow again.
 */
async function discontinueProduct(
  { catalogue, ledgers }: CatalogueDependencies,
  id: string,
): Promise<Outcome<{ product: Product }, ProductNotFound>> {
  const before = await ledgers.read(id, []);
  if (before === undefined) return failed(productNotFound(id, 'id'));
  const changed = before.discontinued ? undefined : await ledgers.change(id, discontinue);
  if (changed === undefined) {
    const ended = await ledgers.read(id, []);
    if (ended !== undefined) await catalogue.follow(ended);
  }
  const [product] = await catalogue.findProducts([id]);
  return product === undefined ? failed(productNotFound(id, 'id')) : done({ product });
}

async function missingCategory(
  catalogue: CatalogueRepository,
  categoryId: string | null | undefined,
): Promise<CategoryNotFound | undefined> {
  if (categoryId == null) return undefined;
  const [category] = await catalogue.findCategories([categoryId]);
  return category === undefined ? categoryNotFound(categoryId) : undefined;
}

function given({ name, ...changes }: ProductChanges): Partial<Product> {
  const all = Object.entries({ ...changes, name: name?.trim() });
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}

function faultsOfNew(product: NewProduct, currency: string): InvalidInput[] {
  const faults = faultsOf(product, currency);
  if (!/^[A-Za-z0-9._-]{1,64}$/.test(product.sku))
    faults.push(invalidInput('A stock keeping unit has 1 to 64 letters, digits, "-", "_" or ".".', 'sku'));
  if (product.openingStock < 0 || product.openingStock > MAX_OPENING_STOCK)
    faults.push(invalidInput('The stock is from 0 to 1,000,000 units.', 'stock'));
  return faults;
}

function faultsOf({ name, description, price }: ProductChanges, currency: string): InvalidInput[] {
  const faults: InvalidInput[] = [];
  if (name !== undefined && !isPlainText(name.trim(), { max: MAX_NAME_LENGTH }))
    faults.push(invalidInput(`The name has 1 to ${MAX_NAME_LENGTH} characters${ONE_LINE}.`, 'name'));
  if (description != null && !isText(description, { min: 0, max: MAX_DESCRIPTION_LENGTH })) {
    const message = `The description has at most ${MAX_DESCRIPTION_LENGTH} characters, none of them invisible or a control character.`;
    faults.push(invalidInput(message, 'description'));
  }
  if (price !== undefined) faults.push(...faultsOfPrice(price, currency));
  return faults;
}

function faultsOfPrice(price: Money, currency: string): InvalidInput[] {
  if (price.currency !== currency)
    return [invalidInput(`All prices are in ${currency}.`, 'price', 'currency')];
  return price.minor < 0 ? [invalidInput('A price is not negative.', 'price', 'amount')] : [];
}
