/** The price tables that ship, one for each region. They are never part of a Lambda bundle. */
import type { PriceTable } from '../price-book.ts';
import { frankfurt, ireland, sydney, tokyo } from './others.ts';
import { ohio, oregon, virginia } from './us.ts';

export const shippedTables: readonly PriceTable[] = [
  virginia,
  ohio,
  oregon,
  ireland,
  frankfurt,
  tokyo,
  sydney,
];
