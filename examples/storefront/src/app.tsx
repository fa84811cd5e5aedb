import { ApolloProvider } from '@apollo/client/react';
import { BrowserRouter, Route, Routes } from 'react-router';
import { CartPage } from './cart/cart-page.tsx';
import { BrowsePage } from './catalogue/browse-page.tsx';
import { ProductPage } from './catalogue/product-page.tsx';
import { CheckoutPage } from './checkout/checkout-page.tsx';
import { client } from './graph/client.ts';
import { OrderHistoryPage } from './orders/order-history-page.tsx';
import { OrderPage } from './orders/order-page.tsx';
import { ResetPasswordPage } from './session/reset-password-page.tsx';
import { SignInPage } from './session/sign-in-page.tsx';
import { SignedIn } from './session/signed-in.tsx';
import { Layout } from './ui/layout.tsx';
import { Empty, Page } from './ui/states.tsx';

export function App() {
  return (
    <ApolloProvider client={client}>
      <BrowserRouter>
        <Routes>
          <Route element={<Layout />}>
            <Route index element={<BrowsePage />} />
            <Route path="products/:id" element={<ProductPage />} />
            <Route path="cart" element={<CartPage />} />
            <Route path="sign-in" element={<SignInPage />} />
            <Route path="reset-password" element={<ResetPasswordPage />} />
            <Route element={<SignedIn />}>
              <Route path="checkout" element={<CheckoutPage />} />
              <Route path="orders" element={<OrderHistoryPage />} />
              <Route path="orders/:id" element={<OrderPage />} />
            </Route>
            <Route path="*" element={<NotFound />} />
          </Route>
        </Routes>
      </BrowserRouter>
    </ApolloProvider>
  );
}

function NotFound() {
  return (
    <Page title="No such page">
      <Empty title="There is nothing here">The address may have been mistyped.</Empty>
    </Page>
  );
}
