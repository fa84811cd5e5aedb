import { buildSchema, isInputObjectType } from 'graphql';
import { expect, it } from 'vitest';
import { subgraph } from '../graph/subgraph.js';
import { compose } from './compose.js';

function composed(sdl: string) {
  const result = compose([subgraph({ name: 'pets', url: 'http://pets.invalid', file: 'pets.graphql', sdl })]);
  if (!result.ok) throw new Error(result.errors.map(({ message }) => message).join('\n'));
  return result.composition;
}

const shape = `directive @oneOf on INPUT_OBJECT
  type Query { pet(by: By!, or: Or): Int }
  input By @oneOf { id: ID name: String }
  input Or { id: ID name: String }`;

it('puts @oneOf into the supergraph and into the schema that clients see, and once', () => {
  const { supergraphSdl, apiSdl, api } = composed(shape);
  for (const schema of [buildSchema(supergraphSdl, { assumeValid: true }), buildSchema(apiSdl), api]) {
    const marks = ['By', 'Or'].map((name) => {
      const type = schema.getType(name);
      return isInputObjectType(type) && type.isOneOf;
    });
    expect(marks).toEqual([true, false]);
  }
  expect(supergraphSdl.match(/@oneOf/g)).toHaveLength(2);
});

it('leaves a supergraph as it is that has the directive by @composeDirective', () => {
  const { supergraphSdl } = composed(`extend schema
      @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@composeDirective"])
      @link(url: "https://example.com/one-of/v1.0", import: ["@oneOf"]) @composeDirective(name: "@oneOf")
    ${shape}`);
  expect(supergraphSdl.match(/directive @oneOf/g)).toHaveLength(1);
  expect(supergraphSdl.match(/^ {2}@oneOf$/gm)).toHaveLength(1);
});
