FROM node:20.20.2-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:20.20.2-bookworm-slim
ENV NODE_ENV=production GAMEDAY_STORE=/var/lib/gameday/store GAMEDAY_STATE=/var/lib/gameday/undo
RUN install -d -o node -g node /var/lib/gameday
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY experiments ./experiments
COPY deploy/worker-health.mjs ./deploy/
USER node
VOLUME /var/lib/gameday
HEALTHCHECK --interval=15s --timeout=15s --start-period=60s CMD ["node", "deploy/worker-health.mjs"]
CMD ["node", "dist/worker/main.js"]
