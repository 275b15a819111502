/** @module What a metric source is: specs in, one reading or reason each. */
import * as z from 'zod/mini';
import { type Family, family, type SpecOf } from '../core/family.ts';
import type { Missing, MissingCode, Reading } from '../core/model.ts';
import type { PaidRead } from '../core/money/own-calls.ts';
import type { SourceSpec } from '../core/plan.ts';
import { positiveDuration } from '../core/quantity.ts';
import { type Instant, instant, type Seconds } from '../core/units.ts';
import type { HistorySpan, MetricHistory } from '../ports/metric-history.ts';
import type { AwsClients, AwsService } from './aws/clients.ts';

/** What a source is given beside its specs. */
export interface ReadContext {
  readonly now: Instant;
}

/**
 * The past of a source, where its backend keeps one. It has services and permissions of its own:
 * evaluations never ask for it, so that a plan neither loads nor allows more than it reads.
 */
export interface SourceHistory<Spec, Service extends AwsService = AwsService> {
  /** The AWS services it calls. */
  readonly services: readonly Service[];
  /** IAM actions that whoever asks needs. */
  readonly permissions: readonly string[];
  /**
   * What measures the same load for all units together, in the same unit and period; undefined
   * where it is no load. Without it, nothing that this source measures is one.
   */
  whole?(spec: Spec): Spec | undefined;
  /** Values of a span of time; an expected failure is missing. */
  read(
    spec: Spec,
    clients: Pick<AwsClients, Service>,
    span: HistorySpan,
  ): Promise<MetricHistory | Missing>;
}

/** A metric of CloudWatch that a source reads. */
export interface MeasuredMetric {
  readonly namespace: string;
  readonly metric: string;
  readonly statistic: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Keys below the source's settings, down to the metric. */
  readonly path: readonly (string | number)[];
}

/** What a source measures, as far as its settings tell: what lint holds a plan against. */
export interface Measurement {
  /** The metric that its value is, or those that its value is worked out from. */
  readonly metrics: readonly MeasuredMetric[];
  /** Whether the value is worked out from the metrics and is none of them. */
  readonly isDerived?: boolean;
  /** How it is worked out, in metric math; metrics go by the last key of their path. */
  readonly expression?: string | undefined;
  /** The length of time that one value is for; without it, the value is of the moment. */
  readonly period?: Seconds;
  /** What the value counts, as the plan says it. */
  readonly unit?: string;
  /** With a queue: whether messages that workers have in hand are counted. */
  readonly countsInFlight?: boolean;
}

/**
 * One kind of place where readings come from. `read` answers all specs of its type at once, in
 * order, in as few calls as the service allows; an expected failure is a missing reading.
 */
export interface MetricSource<
  Spec,
  Service extends AwsService = AwsService,
  HistoryService extends AwsService = AwsService,
> {
  /** The file's name, and what a plan writes. */
  readonly type: string;
  readonly schema: z.ZodMiniType<Spec>;
  /** The AWS services it calls: only these are loaded. */
  readonly services: readonly Service[];
  /** IAM actions it needs. */
  readonly permissions: readonly string[];
  /** What one reading of it is paid for; without it, nothing. */
  paidReads?(spec: Spec): readonly PaidRead[];
  /** Whether a value below 0 can be true with these settings; otherwise it is missing. */
  isSigned?(spec: Spec): boolean;
  /** What it measures; without it, nobody can tell. */
  measures?(spec: Spec): Measurement;
  read(
    specs: readonly Spec[],
    clients: Pick<AwsClients, Service>,
    context: ReadContext,
  ): Promise<readonly (Reading | Missing)[]>;
  readonly history?: SourceHistory<Spec, HistoryService>;
}

/** Infers the settings from the schema, so that a source is written as plain data. */
export function defineSource<
  Spec,
  const Service extends AwsService,
  const HistoryService extends AwsService,
>(
  source: MetricSource<Spec, Service, HistoryService>,
): MetricSource<Spec, Service, HistoryService> {
  return source;
}

// biome-ignore lint/suspicious/noExplicitAny: a list of sources with different settings each.
type AnySource = MetricSource<any, any, any>;

/** The family of sources from its list. Outside it, a spec is opaque but for its type. */
export function sourceFamily<const Members extends readonly AnySource[]>(
  ...members: Members
): Family<MetricSource<SourceSpec>, SpecOf<Members>> {
  return family<MetricSource<SourceSpec>, SpecOf<Members>>(members);
}

/** How old a value may be; an older one is missing. */
export const maxAge = (standard: string) => z.prefault(positiveDuration, standard);

/** No value, and why. */
export function missing(because: MissingCode, detail: string): Missing {
  return { status: 'missing', because, detail };
}

/** A value measured at a time that the service told in milliseconds since 1970. */
export function measured(
  value: number,
  unit: string,
  atEpochMs: number,
  parts?: Readonly<Record<string, number>>,
): Reading | Missing {
  if (!Number.isFinite(value)) {
    return missing('not-a-number', `the service answered ${value}`);
  }
  return {
    status: 'measured',
    value,
    unit,
    at: instant(atEpochMs),
    ...(parts === undefined ? {} : { parts }),
  };
}
