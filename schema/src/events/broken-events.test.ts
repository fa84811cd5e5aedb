import { describe, expect, it } from 'vitest';
import type { Tree } from '../graph/tree.js';
import { breakagesOf, type JsonSchema } from './breakages.js';
import { brokenEvents, publishedEvents } from './broken-events.js';

const order: JsonSchema = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    note: { type: 'string' },
    status: { enum: ['OPEN', 'DONE'] },
    lines: { type: 'array', items: { type: 'object', properties: { units: { type: 'integer' } } } },
  },
  required: ['id', 'status'],
};

const withProperties = (properties: Record<string, JsonSchema>, required = order.required ?? []) => ({
  ...order,
  properties: { ...order.properties, ...properties },
  required,
});

describe('a change of an event', () => {
  it.each<[string, JsonSchema]>([
    ['nothing', order],
    ['a new property', withProperties({ more: { type: 'string' } })],
    [
      'a new property that is always there',
      withProperties({ more: { type: 'string' } }, ['id', 'status', 'more']),
    ],
    ['a property that is always there now', withProperties({}, ['id', 'status', 'note'])],
    ['fewer values', withProperties({ status: { enum: ['OPEN'] } })],
    ['one of the values', withProperties({ status: { const: 'DONE' } })],
  ])('is read by every consumer: %s', (_name, after) => {
    expect(breakagesOf(order, after)).toEqual([]);
  });

  it.each<[string, JsonSchema]>([
    ['data.note is gone', { ...order, properties: { ...order.properties, note: undefined as never } }],
    ['data.id was always there and may be missing now', withProperties({}, ['status'])],
    ['data.id was string and can be integer now', withProperties({ id: { type: 'integer' } })],
    [
      'data.id was string and can be string or null now',
      withProperties({ id: { type: ['string', 'null'] } }),
    ],
    ['data.id was string and can be anything now', withProperties({ id: {} })],
    ['data.status can be "LOST" now', withProperties({ status: { enum: ['OPEN', 'LOST'] } })],
    ['data.status can be "any value" now', withProperties({ status: {} })],
    [
      'data.lines[].units is gone',
      withProperties({ lines: { type: 'array', items: { type: 'object', properties: {} } } }),
    ],
  ])('breaks consumers: %s', (breakage, after) => {
    expect(breakagesOf(order, after)).toEqual([breakage]);
  });
});

function treeOf(files: Readonly<Record<string, JsonSchema>>): Tree {
  return {
    nameOf: (path) => path,
    has: (path) => Object.keys(files).some((file) => file === path || file.startsWith(`${path}/`)),
    read: (path) => JSON.stringify(files[path]),
    // Like the working tree, it throws for a folder that does not exist.
    list: (folder) => {
      const names = Object.keys(files).flatMap((path) =>
        path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : [],
      );
      if (names.length === 0) throw new Error(`${folder} cannot be read`);
      return names;
    },
  };
}

describe('the check of events', () => {
  it('takes every event before the first publication', () => {
    expect(brokenEvents(treeOf({ 'schema/events/shop.order.placed.v1.json': order }))).toEqual([]);
    expect(publishedEvents(treeOf({})).size).toBe(0);
  });

  const published = { 'schema/published/events/shop.order.placed.v1.json': order };

  it('names the type, what breaks and the type to publish instead', () => {
    const tree = treeOf({
      ...published,
      'schema/events/shop.order.placed.v1.json': withProperties({}, ['id']),
    });
    expect(brokenEvents(tree)).toMatchObject([
      {
        code: 'EVENT_BROKEN',
        message: 'The event shop.order.placed.v1: data.status was always there and may be missing now.',
        hint: 'Publish the new form as shop.order.placed.v2.',
      },
    ]);
  });

  it('refuses to lose a published event, and takes a new one', () => {
    expect(brokenEvents(treeOf(published)).map(({ code }) => code)).toEqual(['EVENT_REMOVED']);
    const more = {
      'schema/events/shop.order.placed.v1.json': order,
      'schema/events/shop.order.lost.v1.json': order,
    };
    expect(brokenEvents(treeOf({ ...published, ...more }))).toEqual([]);
    expect([...publishedEvents(treeOf(more)).keys()]).toContain(
      'schema/published/events/shop.order.lost.v1.json',
    );
  });
});
