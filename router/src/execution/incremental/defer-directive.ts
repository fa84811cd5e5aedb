import {
  DirectiveLocation,
  GraphQLBoolean,
  GraphQLDirective,
  GraphQLNonNull,
  GraphQLSchema,
  GraphQLString,
} from 'graphql';

/** `@defer` as the incremental delivery draft defines it. Graphql-js 16 does not. */
const deferDirective = new GraphQLDirective({
  name: 'defer',
  description:
    'Sends this fragment after the rest of the answer to clients that accept `multipart/mixed`. Others get one whole answer.',
  locations: [DirectiveLocation.FRAGMENT_SPREAD, DirectiveLocation.INLINE_FRAGMENT],
  args: {
    if: {
      type: new GraphQLNonNull(GraphQLBoolean),
      defaultValue: true,
      description: 'The fragment is sent with the rest when this is false.',
    },
    label: {
      type: GraphQLString,
      description: 'The name of the fragment in the answer. Each label of a document is unique.',
    },
  },
});

/** The same schema with `@defer`. */
export function withDefer(schema: GraphQLSchema): GraphQLSchema {
  const { directives, ...config } = schema.toConfig();
  const others = directives.filter(({ name }) => name !== deferDirective.name);
  return new GraphQLSchema({ ...config, directives: [...others, deferDirective] });
}
