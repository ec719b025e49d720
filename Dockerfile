# Built and tried with BuildKit, without a front end of its own named (scripts/verify-container.sh). It stays within what Dockerfiles had from
# the beginning, for builders that were not tried: no heredocs, no mounts, no COPY --link or --chmod, no start interval.
ARG NODE_IMAGE=node:22-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json image/lean.mjs ./
RUN node lean.mjs && npm ci --ignore-scripts --no-audit --no-fund
COPY LICENSE tsconfig.json tsconfig.build.json rollup.config.js ./
COPY scripts/swagger-ui.mjs scripts/dashboard-page.mjs scripts/
COPY src src
# Types were checked before there was anything to pack.
RUN node_modules/.bin/tsc -p tsconfig.build.json --noCheck --declaration false \
 && node_modules/.bin/rollup -c --silent \
 && node scripts/swagger-ui.mjs
COPY fixtures/worlds fixtures/worlds
COPY image image
RUN node --experimental-import-meta-resolve image/trim.mjs /image/app \
 && mkdir -p /image/usr/local/bin /image/usr/local/lib/perftwin \
 && cp image/told.sh /image/usr/local/lib/perftwin/ \
 && cp image/perftwin.sh /image/usr/local/bin/perftwin \
 && cp image/entry.sh /image/usr/local/bin/perftwin-entry \
 && cp image/health.sh /image/usr/local/bin/perftwin-health

FROM ${NODE_IMAGE}
ARG VERSION=0.1.0
ARG REVISION=unknown
ARG SOURCE=unknown
LABEL org.opencontainers.image.title="perftwin" \
      org.opencontainers.image.description="A twin of the Sauce Labs and App Store Connect performance APIs" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.source="${SOURCE}"
ENV NODE_ENV=production PERFTWIN_HOST=0.0.0.0
# Where a volume may be mounted, so that a named one belongs to the user from the beginning. None is made without being asked for.
RUN mkdir /data && chown node:node /data
COPY --from=build /image /
WORKDIR /app
USER node
EXPOSE 4010
HEALTHCHECK --interval=500ms --timeout=10s --start-period=60s --retries=3 CMD ["perftwin-health"]
ENTRYPOINT ["perftwin-entry"]
CMD ["start"]
