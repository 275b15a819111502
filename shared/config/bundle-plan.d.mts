import type { Plugin } from 'esbuild';

/** Puts the checked plan into a bundle, and leaves out the SDK clients that it does not use. */
export function bundlePlan(file?: string): Plugin;
declare const plugins: readonly Plugin[];
export default plugins;
