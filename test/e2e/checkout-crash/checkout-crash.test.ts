import { expect, test } from 'vitest';
import { faultPoints, type FaultPoint, type Story } from '../../crash/fault-points.js';
import { runMatrix, type Kill } from '../../crash/matrix.js';
import type { Manner } from '../../crash/row.js';

/** `npm test` runs this part of the crash matrix, `npm run test:crash` the whole of it. */
const few: readonly Kill[] = [kill('orders', 'confirm.after', 'place', 'in recovery')];

/**
 * `npm run test:long` runs these too. Together they use both services and all manners, and reach every final status of an
 * order.
 */
const more: readonly Kill[] = [
  kill('orders', 'release.after', 'refuse', 'twice'),
  kill('products', 'restock.after', 'cancel', 'once'),
  kill('orders', 'insert.after', 'place', 'once'),
  kill('orders', 'cancel.after', 'cancel', 'once'),
  kill('orders', 'deliver.before', 'deliver', 'once'),
  kill('products', 'reserve.after', 'place', 'once'),
];

const sample = process.env.FULL === '1' ? [...few, ...more] : few;

function kill(service: FaultPoint['service'], point: string, story: Story, manner: Manner): Kill {
  const fault = faultPoints.find(
    (each) => each.service === service && each.point === point && each.story === story,
  );
  if (fault === undefined) throw new Error(`there is no ${point} in ${service} when one does ${story}`);
  return { fault, manner };
}

test('whatever is killed and whenever, every unit is where it belongs', async () => {
  const rows = await runMatrix(sample, 1);
  expect(rows).toHaveLength(sample.length);
  expect(rows.filter(({ violations }) => violations.length > 0)).toEqual([]);
}, 300_000);
