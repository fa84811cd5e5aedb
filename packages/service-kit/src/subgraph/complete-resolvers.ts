import type { GraphQLScalarType } from 'graphql';

/**
 * A subgraph's resolvers without gaps: each field has a resolver, or its parent's TypeScript type has a property for
 * it. A new field of the schema is a type error until it has one of the two.
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

/** The fields for which the parent has no property. */
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

/** Whether a property provides a field's value, directly or by a method. */
type Answers<Property, Result> = [Property] extends [never]
  ? false
  : Property extends Result | ((...args: never[]) => Result | Promise<Result>)
    ? true
    : false;
