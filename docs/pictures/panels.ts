/** @module The panels that most pictures are made of. */
import type { Observed } from './observed.ts';
import type { Line, Panel, Role, Span } from './svg.ts';

/** What came: requests or messages. */
export function loadPanel({ load }: Observed, what: 'requests' | 'messages' = 'requests'): Panel {
  return {
    title: `Load, ${what} per minute`,
    height: 84,
    lines: [{ label: 'load', role: 'load', values: load }],
  };
}

/** What was there, what was asked for, and what was needed where that is known. */
export function capacityPanel(
  { needed, desired, column, missed }: Observed,
  more: {
    readonly lines?: readonly Line[];
    readonly spans?: readonly Span[];
    window?: string;
  } = {},
): Panel {
  const spans = [...(more.spans ?? []), ...missed];
  return {
    title: 'Capacity, units',
    height: 130,
    spans,
    spanLabels: {
      ...(missed.length === 0
        ? {}
        : { missed: needed.length > 0 ? 'too little' : 'waits too long' }),
      ...(more.window === undefined ? {} : { window: more.window }),
    },
    lines: [
      ...(more.lines ?? []),
      { label: 'asked for', role: 'asked', values: desired, isStepped: true },
      ...(needed.length === 0
        ? []
        : [{ label: 'needed', role: 'needed' as const, values: needed, isStepped: true }]),
      {
        label: 'in service',
        role: 'in-service',
        values: column('inService').map(Math.round),
        isStepped: true,
      },
    ],
  };
}

/** What a policy reads, with the values that mean something to it. */
export function signalPanel(
  observed: Observed,
  title: string,
  values: ArrayLike<number>,
  {
    label,
    marks,
    most,
  }: {
    readonly label: string;
    readonly marks: readonly (readonly [label: string, value: number])[];
    readonly most?: number;
  },
): Panel {
  return {
    title,
    height: 84,
    ...(most === undefined ? {} : { most }),
    lines: [
      ...marks.map(([name, value]) => level(observed, name, value)),
      { label, role: 'signal' as const, values },
    ],
  };
}

/** A value that stays. */
export function level(
  { steps }: Observed,
  label: string,
  value: number,
  role: Role = 'mark',
): Line {
  return { label, role, values: new Float64Array(steps).fill(value), isStepped: true };
}

/** What a source of the plan was read as, look by look. */
export function readingsOf({ decisions }: Observed, source: string): Float64Array {
  return Float64Array.from(decisions, ({ readings }) => {
    const reading = readings[source];
    return reading !== undefined && 'value' in reading ? reading.value : Number.NaN;
  });
}

/** What one of the policies recommended, look by look. */
export function recommendedBy({ decisions }: Observed, index: number): Float64Array {
  return Float64Array.from(decisions, ({ recommendations }) => {
    const report = recommendations[index];
    return report?.status === 'recommended' ? report.capacity : Number.NaN;
  });
}
