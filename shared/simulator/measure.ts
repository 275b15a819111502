/** @module What can be measured of a world. */

/** The measures with the unit of each. */
export const MEASURES = {
  /** Mean utilisation of the units in service, 0 to 100: it saturates. */
  cpu: 'percent',
  /** Requests that came in a period. */
  requests: 'count',
  /** Requests of a period per unit in service: it does not saturate. */
  'requests-per-unit': 'count',
  /** Mean response time of a period. */
  latency: 'seconds',
  /** Messages that wait and can be taken. */
  visible: 'messages',
  /** Messages that workers have in hand, or that wait for their visibility timeout. */
  'in-flight': 'messages',
  /** Messages that cannot be taken yet. */
  delayed: 'messages',
  'age-of-oldest': 'seconds',
  /** Messages that came in a period. */
  arrivals: 'count',
} as const;

export type Measure = keyof typeof MEASURES;
