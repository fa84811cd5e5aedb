import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { addToCart } from '../cart/cart.ts';
import { QuantityField } from '../cart/quantity-field.tsx';
import { WebProductPageDocument, type WebProductPageQuery } from '../generated/graphql.ts';
import { explain } from '../graph/errors.ts';
import { orCached } from '../graph/or-cached.ts';
import { Picture } from '../ui/picture.tsx';
import { Price } from '../ui/price.tsx';
import { Empty, Failure, Notice, Page, Skeleton, Title } from '../ui/states.tsx';
import { Stock } from './product-card.tsx';

type Product = NonNullable<WebProductPageQuery['product']>;

export function ProductPage() {
  const { id = '' } = useParams();
  const { data, error, loading, refetch } = orCached(useQuery(WebProductPageDocument, { variables: { id } }));
  const product = data?.product;
  if (product) return <ProductDetails key={id} {...product} />;
  return (
    <Page title="Product">
      {error && <Failure onRetry={() => void refetch()}>{explain(error)}</Failure>}
      {loading && <Skeleton lines={4} />}
      {!error && !loading && <Empty title="No such product">It may have had another address once.</Empty>}
    </Page>
  );
}

function ProductDetails(product: Product) {
  const { name, price, description, category, images, availability, orderedByMe } = product;
  return (
    <main id="main">
      <div className="product">
        <Picture image={images[0]} isMain />
        <div>
          {category && (
            <Link className="muted" to={`/?category=${category.id}`}>
              {category.name}
            </Link>
          )}
          <Title>{name}</Title>
          <p className="price">
            <Price {...price} />
          </p>
          {description !== null && <p>{description}</p>}
          <p>
            <Stock availability={availability} />
          </p>
          <AddToCart {...product} />
          {orderedByMe === true && <Notice>You have ordered this before.</Notice>}
        </div>
      </div>
    </main>
  );
}

function AddToCart({ id, name, stock, availability }: Product) {
  const [quantity, setQuantity] = useState(1);
  const [added, setAdded] = useState(0);
  if (availability === 'DISCONTINUED' || availability === 'OUT_OF_STOCK') {
    return <p className="hint">It cannot be ordered at the moment.</p>;
  }
  return (
    <div className="buy">
      <QuantityField
        label={`Quantity of ${name}`}
        value={quantity}
        onChange={(value) => setQuantity(Math.min(value, stock))}
      />
      <button
        type="button"
        className="primary"
        onClick={() => {
          addToCart(id, quantity);
          setAdded(added + quantity);
        }}
      >
        Add to cart
      </button>
      <p role="status">
        {added > 0 && (
          <>
            {added} added. <Link to="/cart">View cart</Link>
          </>
        )}
      </p>
    </div>
  );
}
