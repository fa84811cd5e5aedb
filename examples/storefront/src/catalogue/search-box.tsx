import { useNavigate, useSearchParams } from 'react-router';
import { readListing, writeListing } from './listing.ts';

/** Searches the whole catalogue. The filters of the previous list could hide the results. */
export function SearchBox() {
  const navigate = useNavigate();
  const [parameters] = useSearchParams();
  const { search, sort } = readListing(parameters);
  return (
    <form
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        const words = new FormData(event.currentTarget).get('q');
        void navigate(
          writeListing({ search: String(words), categoryId: null, minPrice: null, maxPrice: null, sort }),
        );
      }}
    >
      <input
        key={search}
        type="search"
        name="q"
        defaultValue={search}
        placeholder="Search tea, cheese, sauce…"
        aria-label="Search products"
        autoComplete="off"
      />
    </form>
  );
}
