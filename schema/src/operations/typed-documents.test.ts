import { expect, it } from 'vitest';
import { operationsIn } from './service-calls.js';
import { typedDocuments } from './typed-documents.js';

it('writes owners as text, whatever they are called', () => {
  const [operation] = operationsIn('web', 'a.graphql', 'query A { a }').map((each) => ({
    ...each,
    owner: String.raw`o'neil\team`,
  }));
  expect(typedDocuments(operation === undefined ? [] : [operation])).toContain(
    String.raw`  owner: 'o\'neil\\team',`,
  );
});
