import { defineConfig } from "vite";

export default defineConfig({
  base: "/",
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  server: { port: 41010, proxy: { "/api": "http://127.0.0.1:41000", "/ws": { target: "ws://127.0.0.1:41000", ws: true } } },
});
