declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** A server that speaks DynamoDB; in memory unless a path is told. */
  function dynalite(options?: {
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly path?: string;
  }): Server;

  export = dynalite;
}
