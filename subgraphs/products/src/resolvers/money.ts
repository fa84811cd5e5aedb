import { formatAmount } from '@supergraph/money';
import type { MoneyResolvers } from '../generated/resolvers.js';

export const Money: MoneyResolvers = { amount: (money) => formatAmount(money) };
