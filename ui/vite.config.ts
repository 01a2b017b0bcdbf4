import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

// The API that pages call while they are developed: `just ui` starts both.
const server = process.env.THROUGHLINE_SERVER ?? 'http://127.0.0.1:7070'

export default defineConfig({
  plugins: [svelte()],
  // Everything comes from files of our own: an inlined asset would need a wider policy.
  build: { assetsInlineLimit: 0, target: 'es2022', modulePreload: { polyfill: false } },
  server: { port: 7080, strictPort: true, proxy: { '/api': server, '/v1': server } },
})
