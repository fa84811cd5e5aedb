import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { drawProduct } from './draw-product.ts';

const PATH = /^\/images\/products\/nw-product-(\d+)\.svg$/;
/** The id, the name, which may be in quotes, and the category's id. */
const ROW = /^(\d+),(?:"(?:[^"]|"")*"|[^,]*),(\d+),/gm;

/** Draws a picture of each of Northwind's products, at the paths that `Product.images` names. */
export function northwindImages(): Plugin {
  const csv = readFileSync(new URL('../../../data/northwind/products.csv', import.meta.url), 'utf8');
  const categories = new Map(
    [...csv.matchAll(ROW)].map(([, id, category]) => [Number(id), Number(category)]),
  );
  return {
    name: 'northwind-images',
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const id = Number(PATH.exec(request.url ?? '')?.[1]);
        const category = categories.get(id);
        if (category === undefined) return next();
        response.setHeader('content-type', 'image/svg+xml');
        response.end(drawProduct(id, category));
      });
    },
    generateBundle() {
      for (const [id, category] of categories) {
        const fileName = `images/products/nw-product-${id}.svg`;
        this.emitFile({ type: 'asset', fileName, source: drawProduct(id, category) });
      }
    },
  };
}
