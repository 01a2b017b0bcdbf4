import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { gzip } from './scripts/gzip';

// The server that the development server hands the API on to: `throughline demo` listens there.
const server = process.env['THROUGHLINE_URL'] ?? 'http://127.0.0.1:7070';

export default defineConfig({
  plugins: [svelte(), gzip()],
  server: { proxy: { '/api': server, '/v1': server, '/metrics': server, '/s/': server, '/survey.js': server } },
  build: {
    target: 'es2022',
    // Inlined images would be data: addresses, which the content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: {
      output: {
        // Few files: on a slow line each costs a round trip, and what every page uses is there after the first.
        codeSplitting: {
          groups: [
            { name: 'base', test: /node_modules\/(svelte|clsx|esm-env|openapi-fetch)|src\/(api|format|kit|route|shell)\/|main\.ts/ },
            { name: 'charts', test: /node_modules\/(d3-|internmap)|src\/charts\// },
          ],
        },
      },
    },
  },
  test: { include: ['tests/**/*.test.ts'], setupFiles: ['tests/setup.ts'] },
} as Parameters<typeof defineConfig>[0]);
