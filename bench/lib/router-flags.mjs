import { readFileSync } from 'node:fs';

const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const command = /node ([^&]*)router\/dist\/main\.js/.exec(scripts.router);
if (command === null) throw new Error('`npm run router` does not start the router as it did.');

/** The Node options of `npm run router`. */
export const ROUTER_FLAGS = command[1].split(' ').filter((flag) => flag !== '');
