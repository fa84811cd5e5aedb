import { formatAmount } from '@supergraph/money';
import type { MoneyResolvers } from '../generated/resolvers.js';

export const Money = { amount: (money) => formatAmount(money) } satisfies MoneyResolvers;
