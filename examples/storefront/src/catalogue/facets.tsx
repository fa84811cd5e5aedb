import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { WebFacetsDocument } from '../generated/graphql.ts';
import { orCached } from '../graph/or-cached.ts';
import { formatPrice } from '../ui/price.tsx';
import { filterOf, writeListing, type Listing } from './listing.ts';

const ANY_PRICE = { minPrice: null, maxPrice: null };

/** The filters of the list. They are links, so they can be opened in a new tab and undone with the back button. */
export function Facets({ listing }: { readonly listing: Listing }) {
  const { data, previousData } = orCached(
    useQuery(WebFacetsDocument, {
      variables: {
        categoryFilter: filterOf({ ...listing, categoryId: null }),
        priceFilter: filterOf({ ...listing, ...ANY_PRICE }),
      },
    }),
  );
  const facets = data ?? previousData;
  return (
    <div className="facets" role="navigation" aria-label="Filters">
      <FacetGroup title="Category">
        <FacetLink to={{ ...listing, categoryId: null }} isChosen={listing.categoryId === null}>
          All
        </FacetLink>
        {facets?.byCategory?.facets.categories.map(({ category, count }) => (
          <FacetLink
            key={category.id}
            to={{ ...listing, categoryId: category.id }}
            isChosen={listing.categoryId === category.id}
            count={count}
          >
            {category.name}
          </FacetLink>
        ))}
      </FacetGroup>
      <FacetGroup title="Price">
        <FacetLink to={{ ...listing, ...ANY_PRICE }} isChosen={listing.minPrice === null}>
          Any
        </FacetLink>
        {facets?.byPrice?.facets.prices.map(({ min, max, count }) => (
          <FacetLink
            key={min.amount}
            to={{ ...listing, minPrice: min.amount, maxPrice: max?.amount ?? null }}
            isChosen={listing.minPrice === min.amount}
            count={count}
          >
            {max === null ? `${formatPrice(min)} and more` : `${formatPrice(min)} – ${formatPrice(max)}`}
          </FacetLink>
        ))}
      </FacetGroup>
    </div>
  );
}

function FacetGroup({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      <ul>{children}</ul>
    </section>
  );
}

function FacetLink(props: {
  readonly to: Listing;
  readonly isChosen: boolean;
  readonly count?: number;
  readonly children: React.ReactNode;
}) {
  return (
    <li>
      <Link to={writeListing(props.to)} aria-current={props.isChosen ? 'true' : undefined}>
        {props.children}
        {props.count !== undefined && <span className="count"> {props.count}</span>}
      </Link>
    </li>
  );
}
