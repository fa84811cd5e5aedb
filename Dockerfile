# syntax=docker/dockerfile:1
# One file for every service: docker build --build-arg WORKSPACE=router . (or subgraphs/products, …/orders, …/users)

ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /repository
COPY package.json package-lock.json .npmrc ./
COPY packages/service-kit/package.json packages/service-kit/
COPY packages/money/package.json packages/money/
COPY packages/embedded-mongo/package.json packages/embedded-mongo/
COPY subgraphs/products/package.json subgraphs/products/
COPY subgraphs/orders/package.json subgraphs/orders/
COPY subgraphs/users/package.json subgraphs/users/
COPY router/package.json router/
COPY schema/package.json schema/
COPY local/package.json local/
RUN npm ci
COPY . .
RUN npm run build

FROM build AS service
ARG WORKSPACE
RUN node deploy/assemble.mjs "${WORKSPACE}" /service \
  && cd /service \
  && npm ci --omit=dev --workspace "${WORKSPACE}"

FROM ${NODE_IMAGE} AS runtime
ARG WORKSPACE
ENV NODE_ENV=production \
    APOLLO_TELEMETRY_DISABLED=1 \
    HOST=0.0.0.0 \
    PORT=4000 \
    ADMIN_PORT=9000
WORKDIR /service
COPY --from=service --chown=root:root /service ./
WORKDIR /service/${WORKSPACE}
# The files are root's and cannot be changed by the process that runs them.
USER node
EXPOSE 4000
# By the shell, because a new Node process every five seconds costs a twentieth of a core.
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=6 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$ADMIN_PORT && printf 'GET /health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && read -r status <&3 && [[ $status == *' 200 '* ]]"]
# Node itself is process 1 and handles SIGTERM; no shell stands between.
CMD ["node", "--enable-source-maps", "dist/main.js"]
