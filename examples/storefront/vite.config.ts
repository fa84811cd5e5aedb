import react from '@vitejs/plugin-react';
import { defineConfig, type ProxyOptions } from 'vite';
import { northwindImages } from './images/northwind-images.ts';

/** The router. The page sends requests to its own origin, whose server forwards them. */
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
