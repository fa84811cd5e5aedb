import { badUserInput } from '@supergraph/service-kit';

/** The id of an entity's representation, which unlike an argument no schema has checked. */
export function referenceId({ id }: { readonly id: unknown }): string {
  if (typeof id === 'string') return id;
  throw badUserInput('A representation names its entity by an id, which is a string.');
}
