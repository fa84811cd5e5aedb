import type { WebBrowseQuery } from '../generated/graphql.ts';
import { EndOfList } from '../ui/end-of-list.tsx';
import { Empty } from '../ui/states.tsx';
import { ProductCard } from './product-card.tsx';

export interface ProductListProps extends NonNullable<WebBrowseQuery['products']> {
  readonly onEnd: (endCursor: string | null) => Promise<unknown>;
}

export function ProductList({ edges, pageInfo, totalCount, onEnd }: ProductListProps) {
  if (totalCount === 0) {
    return (
      <Empty title="Nothing found" label="Show all products">
        Try fewer words, or another price.
      </Empty>
    );
  }
  return (
    <>
      <ul className="grid">
        {edges.map(({ node }) => (
          <li key={node.id}>
            <ProductCard {...node} />
          </li>
        ))}
      </ul>
      {pageInfo.hasNextPage && (
        <EndOfList onReach={() => onEnd(pageInfo.endCursor)} label="Show more products" />
      )}
    </>
  );
}
