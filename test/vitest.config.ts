import { defineConfig } from 'vitest/config'

// Three runners: `node` (units, both storage drivers, the real server), `worker` (the app on real workerd) and
// `browser` (real Chromium). Everything runs offline.
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    expect: { poll: { timeout: 20_000 } },
    env: { CLOUDFLARE_CF_FETCH_ENABLED: 'false', WRANGLER_SEND_METRICS: 'false' },
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/worker/**', 'test/browser/**'],
          // Against what hangs: how fast a machine is no test asks.
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'worker',
          include: ['test/worker/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
