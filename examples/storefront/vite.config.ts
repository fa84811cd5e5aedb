import react from '@vitejs/plugin-react';
import { defineConfig, type ProxyOptions } from 'vite';
import { northwindImages } from './images/northwind-images.ts';

/** The router. The page asks its own origin, whose server passes the request on, as a shop's own front server would. */
const router: Record<string, ProxyOptions> = {
  '/graphql': { target: process.env.GRAPHQL_ORIGIN ?? 'http://127.0.0.1:4000' },
};
const server = { host: '127.0.0.1', port: Number(process.env.STOREFRONT_PORT ?? 5173), proxy: router };

export default defineConfig({
  plugins: [react(), northwindImages()],
  server,
  preview: server,
  build: { target: 'es2023' },
});
