#!/usr/bin/env node
// Starts the command line from its TypeScript sources: no build step, on Node 20.19 and later.

// The SDK's notice about Node 20 is for us, not for who reads what we print.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
(await loader()).register();
const { main, terminalContext } = await import('./main.ts');
try {
  process.exitCode = await main(process.argv.slice(2), terminalContext());
} catch (error) {
  // Only the environment can be wrong before there is a command.
  console.error(error.message);
  process.exitCode = 2;
}

/** What reads TypeScript; the first thing that is missing where nothing is installed. */
async function loader() {
  try {
    return await import('tsx/esm/api');
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') {
      throw error;
    }
    console.error('The dependencies are not installed: run `npm ci` first.');
    process.exit(2);
  }
}
