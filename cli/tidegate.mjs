#!/usr/bin/env node
// Starts the command line from its TypeScript sources: no build step, on Node 20.19 and later.
import { register } from 'tsx/esm/api';

// The SDK's notice about Node 20 is for us, not for who reads what we print.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
register();
const { main, terminalContext } = await import('./main.ts');
try {
  process.exitCode = await main(process.argv.slice(2), terminalContext());
} catch (error) {
  // Only the environment can be wrong before there is a command.
  console.error(error.message);
  process.exitCode = 2;
}
