import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Plugin } from 'vite';

const SINGLE_FILES = ['index.html', 'package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.ts'];
const FOLDERS = ['src', 'bundling'];

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/** sha256 over each source's path, a zero byte, its bytes and a zero byte, in the order of the paths. */
export function sourceHash(root: string): string {
  const paths = [
    ...SINGLE_FILES,
    ...FOLDERS.flatMap((folder) => filesBelow(join(root, folder)).map((path) => relative(root, path))),
  ]
    .map((path) => path.split(sep).join('/'))
    .sort();
  const digest = createHash('sha256');
  for (const path of paths) {
    digest
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return digest.digest('hex');
}

/** Leaves SOURCE_HASH beside the bundle, so that a test can tell a stale one. */
export function recordSourceHash(root: string, outDir: string): Plugin {
  return {
    name: 'record-source-hash',
    apply: 'build',
    closeBundle() {
      writeFileSync(join(outDir, 'SOURCE_HASH'), `${sourceHash(root)}\n`);
    },
  };
}
