import type { GraphQLScalarType } from 'graphql';

/**
 * A subgraph's resolvers without gaps: each field has a resolver, or its parent's TypeScript type has a property that
 * answers it. A field that is new in the contract is a type error until one of the two is there.
 *
 * @template All the generated `Resolvers`, in which everything is optional
 * @template Parents the generated `ResolversParentTypes`
 */
export type CompleteResolvers<All, Parents> = All & {
  [
    Type in keyof All & keyof Parents as IsNeeded<All[Type], Parents[Type]> extends true ? Type : never
  ]-?: Needed<All[Type], Parents[Type]>;
};

type IsNeeded<Fields, Parent> =
  NonNullable<Fields> extends GraphQLScalarType
    ? true
    : [keyof Unanswered<NonNullable<Fields>, Parent>] extends [never]
      ? false
      : true;

type Needed<Fields, Parent> =
  NonNullable<Fields> extends GraphQLScalarType
    ? GraphQLScalarType
    : NonNullable<Fields> & Unanswered<NonNullable<Fields>, Parent>;

/** The fields that no property of the parent answers. */
type Unanswered<Fields, Parent> = {
  [
    Field in keyof Fields as Field extends `__${string}`
      ? never
      : Field extends keyof Parent
        ? Answers<Parent[Field], ResultOf<Fields[Field]>> extends true
          ? never
          : Field
        : Field
  ]-?: NonNullable<Fields[Field]>;
};

type ResultOf<Resolver> =
  NonNullable<Resolver> extends (...args: never[]) => infer Result ? Awaited<Result> : never;

/** Whether a property answers a field: as a value, or as a method. */
type Answers<Property, Result> = [Property] extends [never]
  ? false
  : Property extends Result | ((...args: never[]) => Result | Promise<Result>)
    ? true
    : false;
