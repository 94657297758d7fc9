import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { recordLicences } from './bundling/licences.ts';
import { recordSourceHash } from './bundling/sourceHash.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const outDir = fileURLToPath(new URL('../page', import.meta.url));

export default defineConfig({
  base: '/',
  plugins: [react(), recordSourceHash(root, outDir), recordLicences(root, outDir, ['@fontsource-variable/inter'])],
  build: {
    outDir,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    rollupOptions: {
      output: {
        entryFileNames: 'assets/page.js',
        chunkFileNames: 'assets/[name].js',
        assetFileNames: 'assets/[name][extname]',
      },
    },
  },
  server: { proxy: { '/play': process.env.PLAYGROUND ?? 'http://127.0.0.1:8765' } },
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'] },
});
