/** The names of a subgraph and its entity, in lower and upper case. */
export interface SubgraphNames {
  /** The name of the subgraph, its database and its collection. */
  readonly plural: string;
  readonly Plural: string;
  readonly entity: string;
  readonly Entity: string;
}

/** @returns the names, or a sentence that says why the given ones cannot be used */
export function subgraphNames(
  name: string | undefined,
  entity: string | undefined,
  taken: readonly string[],
): SubgraphNames | string {
  if (name === undefined) return 'Say the name of the subgraph: npm run new:subgraph reviews [Review].';
  if (!/^[a-z][a-z0-9]{1,30}$/.test(name))
    return `"${name}" cannot name a subgraph: use one word of lower-case letters and digits, like reviews.`;
  if (name === 'router' || taken.includes(name))
    return `There is a service ${name} already: choose another name.`;
  const Entity = entity ?? capital(singular(name));
  if (!/^[A-Z][A-Za-z0-9]*$/.test(Entity))
    return `"${Entity}" cannot name an entity: use a name like Review.`;
  const small = Entity.charAt(0).toLowerCase() + Entity.slice(1);
  if (small === name)
    return `The entity would be called ${name} too: give it another name, as in npm run new:subgraph ${name} Entity.`;
  return { plural: name, Plural: capital(name), entity: small, Entity };
}

function singular(plural: string): string {
  if (plural.endsWith('ies')) return `${plural.slice(0, -3)}y`;
  return /(ss|x|ch|sh)es$/.test(plural) ? plural.slice(0, -2) : plural.replace(/s$/, '');
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
