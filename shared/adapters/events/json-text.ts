/** @module JSON that arrives inside a string. */
import * as z from 'zod/mini';

/** A string of JSON, as the value that it holds; what is not JSON is undefined. */
export const jsonText = z.pipe(z.string(), z.transform(parsed));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
