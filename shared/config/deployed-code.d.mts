/** The text of one of our files as a bundle takes it. */
export function deployedCode(path: string, text: string): string;
