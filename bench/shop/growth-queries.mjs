// The queries of the growth benchmark: the registered ones, deep pages, lists of users with their orders, and searches that
// are made for the first time.
import { registeredQueries } from './operations.mjs';

/** The pages of a hundred items that are walked to reach a deep page. */
const WALKED_PAGES = 100;

const BROWSE = `query ($first: Int!, $after: String) {
  products(first: $first, after: $after, sort: NEWEST) { nodes { id name availability } pageInfo { endCursor } totalCount }
}`;
const HISTORY = `query ($first: Int!, $after: String) {
  me { orders(first: $first, after: $after) { nodes { id number total { amount } } pageInfo { endCursor } totalCount } }
}`;
const USERS = `query ($first: Int!, $after: String) {
  users(first: $first, after: $after) {
    nodes { id name orders(first: 5) { nodes { id number } totalCount } } pageInfo { endCursor } totalCount
  }
}`;

/** Walks the lists first: a deep page begins at a cursor of an earlier page. */
export async function growthQueries(clients, sizes) {
  const registered = registeredQueries(sizes);
  const search = registered.find(({ name }) => name === 'WebSearch');
  return [
    ...registered,
    deepPages(
      'products, a page within the first 10,000',
      'customer',
      BROWSE,
      await walk(clients.customer, BROWSE),
    ),
    deepPages('own orders, the same', 'customer', HISTORY, await walk(clients.customer, HISTORY)),
    deepPages('users with orders', 'staff', USERS, await walk(clients.staff, USERS, 20)),
    {
      ...search,
      name: 'WebSearch, each for the first time',
      variables: (at) => ({ words: newWords(at) }),
      isNew: true,
    },
  ];
}

function deepPages(name, as, body, cursors) {
  return { name, as, body, variables: (at) => ({ first: 24, after: cursors[(at * 7) % cursors.length] }) };
}

/** The cursors at the ends of the first pages. */
async function walk(client, body, pages = WALKED_PAGES) {
  const cursors = [null];
  while (cursors.length < pages) {
    const answer = await client.ask(body, { first: 100, after: cursors.at(-1) });
    const { endCursor } = (answer.me?.orders ?? answer.products ?? answer.users).pageInfo;
    if (endCursor === null) break;
    cursors.push(endCursor);
  }
  return cursors;
}

const WORDS = [
  ['chair', 'table', 'lamp', 'bowl', 'shelf', 'rug', 'mirror', 'vase', 'basket', 'stool', 'desk', 'bench'],
  ['cotton', 'oak', 'steel', 'linen', 'wool', 'glass', 'cork', 'bamboo', 'leather', 'ceramic'],
  ['plain', 'round', 'tall', 'light', 'heavy', 'folding', 'small', 'wide'],
];

/** Three words, which differ for each of the first 960 numbers. */
function newWords(at) {
  const [things, materials, manners] = WORDS;
  const thing = things[at % 12];
  const material = materials[Math.floor(at / 12) % 10];
  return `${manners[Math.floor(at / 120) % 8]} ${material} ${thing}`;
}
