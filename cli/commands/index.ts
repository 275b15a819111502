/** Every command, in alphabetical order. To add one: write its file, then name it here. */
import { budgets } from './budgets.ts';
import { compare } from './compare.ts';
import { evaluate } from './evaluate.ts';
import { explain } from './explain.ts';
import { forecast } from './forecast.ts';
import { lint } from './lint.ts';
import { override } from './override.ts';
import { pause } from './pause.ts';
import { plan } from './plan.ts';
import { prices } from './prices.ts';
import { replay } from './replay.ts';
import { resume } from './resume.ts';
import { run } from './run.ts';
import { savings } from './savings.ts';
import { simulate } from './simulate.ts';
import { start } from './start.ts';
import { status } from './status.ts';
import { tune } from './tune.ts';

export const commands = [
  budgets,
  compare,
  evaluate,
  explain,
  forecast,
  lint,
  override,
  pause,
  plan,
  prices,
  replay,
  resume,
  run,
  savings,
  simulate,
  start,
  status,
  tune,
];
