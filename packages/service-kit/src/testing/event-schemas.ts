import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ServiceEvent } from '../events/event.js';

const folder = new URL('../../../../schema/events/', import.meta.url);

/** Checks events against the JSON Schemas of their types. Returns what is wrong, a line each. */
export function eventFaults(events: readonly ServiceEvent[]): readonly string[] {
  const ajv = new Ajv2020({ strict: true, formats: { 'date-time': true } });
  return events.flatMap(({ id, type, data }) => {
    const schema = JSON.parse(readFileSync(new URL(`${type}.json`, folder), 'utf8')) as object;
    return ajv.validate(schema, data) ? [] : [`${id} (${type}): ${ajv.errorsText()}`];
  });
}
