/** @module The page's script and style sheet, bundled into two pieces of text. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** What a report carries along, so that it needs nothing else. */
export interface PageCode {
  readonly script: string;
  readonly styles: string;
}

/** Bundles the page from its sources, with the charting library. */
export async function pageCode(): Promise<PageCode> {
  const page = new URL('../../web/report/', import.meta.url);
  const { outputFiles } = await build({
    entryPoints: ['main.ts', 'report.css'].map((file) => fileURLToPath(new URL(file, page))),
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['es2022', 'chrome110', 'firefox110', 'safari16'],
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    outdir: '.',
    write: false,
  });
  const textOf = (ending: string) =>
    outputFiles.find(({ path }) => path.endsWith(ending))?.text.trim() ?? '';
  return { script: textOf('.js'), styles: textOf('.css') };
}
