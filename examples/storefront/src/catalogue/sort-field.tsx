import { useNavigate } from 'react-router';
import type { ProductSort } from '../generated/graphql.ts';
import { SORTS, writeListing, type Listing } from './listing.ts';

export function SortField({ listing }: { readonly listing: Listing }) {
  const navigate = useNavigate();
  return (
    <label>
      <span>Sort by</span>
      <select
        value={listing.sort}
        onChange={(event) =>
          void navigate(writeListing({ ...listing, sort: event.target.value as ProductSort }))
        }
      >
        {Object.entries(SORTS).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
