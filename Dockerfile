# Stays within what the oldest BuildKit front end in use accepts: no heredocs, no COPY --link, no start interval.
ARG NODE_IMAGE=node:22-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json tsconfig.json tsconfig.build.json rollup.config.js ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY src src
RUN npm run build && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="perftwin" \
      org.opencontainers.image.description="A twin of the Sauce Labs and App Store Connect performance APIs" \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /app
ENV NODE_ENV=production PERFTWIN_HOST=0.0.0.0 PERFTWIN_PORT=4010
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
COPY fixtures/worlds fixtures/worlds
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4010
HEALTHCHECK --interval=5s --timeout=2s --start-period=5s --retries=5 CMD ["node", "dist/bundle/cli.js", "healthcheck"]
CMD ["node", "dist/bundle/cli.js", "start"]
