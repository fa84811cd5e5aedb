import { useQuery } from '@apollo/client/react';
import { useNavigationType, useSearchParams } from 'react-router';
import { WebBrowseDocument } from '../generated/graphql.ts';
import { explain } from '../graph/errors.ts';
import { orCached } from '../graph/or-cached.ts';
import { Failure, Page, Skeleton } from '../ui/states.tsx';
import { Facets } from './facets.tsx';
import { filterOf, readListing } from './listing.ts';
import { ProductList } from './product-list.tsx';
import { SortField } from './sort-field.tsx';

export function BrowsePage() {
  const [parameters] = useSearchParams();
  const listing = readListing(parameters);
  const isBack = useNavigationType() === 'POP';
  const { data, error, loading, refetch, fetchMore } = orCached(
    useQuery(WebBrowseDocument, {
      variables: { filter: filterOf(listing), sort: listing.sort },
      // After going back, the list still has all pages that were loaded.
      fetchPolicy: isBack ? 'cache-first' : 'cache-and-network',
    }),
  );
  const products = data?.products;
  const category = data?.categories?.find(({ id }) => id === listing.categoryId);
  const title = listing.search === '' ? (category?.name ?? 'All products') : `“${listing.search}”`;
  return (
    <Page title={title}>
      <div className="catalogue">
        <Facets listing={listing} />
        <section aria-label="Products" aria-busy={loading}>
          <div className="list-head">
            <p role="status">{products && `${products.totalCount} products`}</p>
            <SortField listing={listing} />
          </div>
          {error && <Failure onRetry={() => void refetch()}>{explain(error)}</Failure>}
          {!products && loading && <Skeleton lines={8} />}
          {products && <ProductList {...products} onEnd={(after) => fetchMore({ variables: { after } })} />}
        </section>
      </div>
    </Page>
  );
}
