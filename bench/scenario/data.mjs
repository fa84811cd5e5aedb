// A small shop with many references: the nested query selects the same few entities repeatedly, as real pages do.

const texts = [
  'Love it! It stands in the middle of the room and everyone asks where it is from.',
  'Too expensive for what it is, and the parcel came a week late with a dent in a corner.',
  'Could be better: the colour is not the one of the picture.',
  'Prefer something else next time, though my neighbour is fond of hers.',
  'Does what it should, and looks good doing it. What more is there to say?',
  'I would buy it again at once, for myself and for others too.',
];

export const users = Array.from({ length: 6 }, (_, index) => ({
  id: String(index + 1),
  name: `Person Number ${index + 1}`,
  username: `person${index + 1}`,
  birthday: 631152000 + index * 86400,
}));

export const products = Array.from({ length: 9 }, (_, index) => ({
  upc: String(index + 1),
  name: ['Table', 'Couch', 'Chair', 'Glass', 'Lamp', 'Shelf', 'Desk', 'Stool', 'Clock'][index],
  price: [899, 1299, 54, 12, 80, 120, 340, 35, 60][index],
  weight: [100, 1000, 50, 1, 5, 40, 80, 20, 2][index],
  inStock: index % 3 !== 1,
}));

export const reviews = Array.from({ length: 24 }, (_, index) => ({
  id: String(index + 1),
  body: texts[index % texts.length],
  authorId: String((index % 6) + 1),
  upc: String(((index * 4) % 9) + 1),
}));
