import { Link } from 'react-router';
import type { Availability, WebProductCardFragment } from '../generated/graphql.ts';
import { Picture } from '../ui/picture.tsx';
import { Price } from '../ui/price.tsx';

export function ProductCard({ id, name, price, images, availability }: WebProductCardFragment) {
  return (
    <article className="card">
      <Link to={`/products/${id}`}>
        <Picture image={images[0]} />
        <h2>{name}</h2>
      </Link>
      <p>
        <Price {...price} />
        <Stock availability={availability} />
      </p>
    </article>
  );
}

const WORDS: Readonly<Record<Availability, string>> = {
  IN_STOCK: 'In stock',
  LOW_STOCK: 'Few left',
  OUT_OF_STOCK: 'Sold out',
  DISCONTINUED: 'No longer sold',
};

export function Stock({ availability }: Pick<WebProductCardFragment, 'availability'>) {
  return <span className={`stock ${availability.toLowerCase()}`}>{WORDS[availability]}</span>;
}
