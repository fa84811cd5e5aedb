import type { Product } from './product.js';

/** The rule of `isPlainText` for messages, without the length. */
export const ONE_LINE = ', on one line and without invisible or control characters';

// Expected failures, in the shape of the schema's error types. `path` starts at the mutation's `input`.

export interface InvalidInput {
  readonly __typename: 'InvalidInput';
  readonly message: string;
  readonly path: readonly string[];
}

export interface SkuTaken {
  readonly __typename: 'SkuTaken';
  readonly message: string;
  readonly path: readonly string[];
  readonly sku: string;
}

export interface CategoryNotFound {
  readonly __typename: 'CategoryNotFound';
  readonly message: string;
  readonly path: readonly string[];
  readonly categoryId: string;
}

export interface ProductNotFound {
  readonly __typename: 'ProductNotFound';
  readonly message: string;
  readonly path: readonly string[];
  readonly productId: string;
}

export interface InsufficientStock {
  readonly __typename: 'InsufficientStock';
  readonly message: string;
  readonly path: readonly string[];
  readonly product: Product;
  readonly requested: number;
  readonly available: number;
}

export interface IdempotencyConflict {
  readonly __typename: 'IdempotencyConflict';
  readonly message: string;
  readonly path: readonly string[];
}

export function invalidInput(message: string, ...path: readonly string[]): InvalidInput {
  return { __typename: 'InvalidInput', message, path };
}

export function skuTaken(sku: string): SkuTaken {
  const message = 'Another product has this stock keeping unit: choose another one.';
  return { __typename: 'SkuTaken', message, path: ['sku'], sku };
}

export function categoryNotFound(categoryId: string): CategoryNotFound {
  return {
    __typename: 'CategoryNotFound',
    message: 'There is no such category.',
    path: ['categoryId'],
    categoryId,
  };
}

export function productNotFound(productId: string, ...path: readonly string[]): ProductNotFound {
  return { __typename: 'ProductNotFound', message: 'There is no such product.', path, productId };
}

export function insufficientStock(product: Product, requested: number, available: number): InsufficientStock {
  const message = `There are ${available} units to book out, not ${requested}.`;
  return { __typename: 'InsufficientStock', message, path: ['delta'], product, requested, available };
}

export function idempotencyConflict(): IdempotencyConflict {
  const message = 'This key named another change before: use a new key for a new change.';
  return { __typename: 'IdempotencyConflict', message, path: ['idempotencyKey'] };
}
