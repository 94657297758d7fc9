import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const PACKAGE_FOLDER = /^(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//;

function licenceText(folder: string): string {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  return file ? readFileSync(join(folder, file), 'utf8').trim() : '';
}

function notice(folder: string): string {
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
  };
  return `${about.name} ${about.version} (${about.license ?? 'see below'})\n\n${licenceText(folder)}\n`;
}

/** Writes the licence of every package whose code or font went into the bundle. */
export function recordLicences(root: string, outDir: string, alsoBundled: string[]): Plugin {
  const folders = new Set(alsoBundled.map((name) => join(root, 'node_modules', name)));
  return {
    name: 'record-licences',
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const piece of Object.values(bundle)) {
        if (piece.type !== 'chunk') continue;
        for (const id of Object.keys(piece.modules)) {
          const folder = PACKAGE_FOLDER.exec(id.replaceAll('\0', ''))?.[1];
          if (folder) folders.add(folder);
        }
      }
    },
    closeBundle() {
      const notices = [...folders].sort().map(notice);
      writeFileSync(join(outDir, 'THIRD_PARTY_LICENCES.txt'), notices.join(`\n${'-'.repeat(72)}\n\n`));
    },
  };
}
