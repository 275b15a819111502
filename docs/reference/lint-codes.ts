/** @module Every code of lint, with who finds it and the comment that explains it. */
import { readdirSync, readFileSync } from 'node:fs';
import { rules } from '../../shared/config/lint/index.ts';
import type { Checks } from '../../shared/core/check.ts';
import { limits } from '../../shared/core/limits/index.ts';
import { policies } from '../../shared/core/policies/index.ts';
import { meaningsIn } from './meanings.ts';

/** One finder of a code. */
export interface CodeOrigin {
  readonly code: string;
  /** "error", "warning", or both where that depends on the plan. */
  readonly severity: string;
  /**
   * The policy or limit that finds it in its own settings; undefined where the whole plan says it.
   */
  readonly member?: string;
  /** What it means. */
  readonly text: string;
}

/** Every code with each of its finders, by code. */
export function codeOrigins(): readonly CodeOrigin[] {
  return [...ofRules(), ...ofMembers(), ...ofDeclarations()].toSorted((one, other) =>
    one.code === other.code ? 0 : one.code < other.code ? -1 : 1,
  );
}

function ofRules(): readonly CodeOrigin[] {
  return rules.map(({ code, severity }) => ({
    code,
    severity,
    text: meaningsIn(`shared/config/lint/${code}.ts`).subject,
  }));
}

function ofMembers(): readonly CodeOrigin[] {
  return [
    ...policies.members.map((each) => ({ ...each, file: `core/policies/${each.type}` })),
    ...limits.members.map((each) => ({
      ...each,
      type: each.name,
      file: `core/limits/${each.name}`,
    })),
  ].flatMap(({ type, file, lint, doubts }) => {
    const { of } = meaningsIn(`shared/${file}.ts`);
    const codesOf = (checks: Checks<never> | undefined, key: string, severity: string) =>
      Object.keys(checks ?? {}).map(
        (code): CodeOrigin => ({ code, severity, member: type, text: of(code, key) ?? '' }),
      );
    return [...codesOf(lint, 'lint', 'error'), ...codesOf(doubts, 'doubts', 'warning')];
  });
}

const CONFIG = 'shared/config/';
const ROOT = new URL('../../', import.meta.url);

/** Codes that a file of the configuration declares: `export const someCodes = { … }`. */
function ofDeclarations(): readonly CodeOrigin[] {
  return readdirSync(new URL(CONFIG, ROOT))
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => {
      const text = readFileSync(new URL(CONFIG + name, ROOT), 'utf8');
      const [, body = ''] = /^(?:export )?const \w+Codes = \{\n([\s\S]*?)^\}/m.exec(text) ?? [];
      const { of } = meaningsIn(CONFIG + name);
      return [...body.matchAll(/^ {2}'?([\w-]+)'?: (?:'(\w+)'|true),$/gm)].map(
        ([, code = '', severity = 'error or warning']): CodeOrigin => ({
          code,
          severity,
          text: of(code, undefined) ?? '',
        }),
      );
    });
}
