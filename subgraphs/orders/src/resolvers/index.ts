import {
  CurrencyCodeScalar,
  DateTimeScalar,
  DecimalScalar,
  type CompleteResolvers,
} from '@supergraph/service-kit';
import type { Resolvers, ResolversParentTypes } from '../generated/resolvers.js';
import { AccountDeletion } from './account-deletion.js';
import { Money } from './money.js';
import { Mutation } from './mutation.js';
import { OrderLine } from './order-line.js';
import { Order } from './order.js';
import { PersonalData } from './personal-data.js';
import { Product } from './product.js';
import { Query } from './query.js';
import { Subscription } from './subscription.js';
import { User } from './user.js';

export const resolvers = {
  AccountDeletion,
  CurrencyCode: CurrencyCodeScalar,
  DateTime: DateTimeScalar,
  Decimal: DecimalScalar,
  Money,
  Mutation,
  Order,
  OrderLine,
  PersonalData,
  Product,
  Query,
  QuoteLine: OrderLine,
  Subscription,
  User,
} satisfies CompleteResolvers<Resolvers, ResolversParentTypes>;
