// A worker thread of `tidegate compare`: starts the TypeScript sources, as the command line does.
import { register } from 'tsx/esm/api';

register();
const { compareCase } = await import('./comparison-task.ts');

// biome-ignore lint/style/noDefaultExport: the pool calls the default export.
export default compareCase;
