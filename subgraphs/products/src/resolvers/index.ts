import {
  CurrencyCodeScalar,
  DateTimeScalar,
  DecimalScalar,
  type CompleteResolvers,
} from '@supergraph/service-kit';
import type { Resolvers, ResolversParentTypes } from '../generated/resolvers.js';
import { Category } from './category.js';
import { Image } from './image.js';
import { Money } from './money.js';
import { Mutation } from './mutation.js';
import { Product } from './product.js';
import { Query } from './query.js';
import { Subscription } from './subscription.js';

export const resolvers = {
  Query,
  Money,
  Mutation,
  Product,
  Category,
  Image,
  Subscription,
  DateTime: DateTimeScalar,
  Decimal: DecimalScalar,
  CurrencyCode: CurrencyCodeScalar,
} satisfies CompleteResolvers<Resolvers, ResolversParentTypes>;
