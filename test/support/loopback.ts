/** @module An HTTP server on this machine that answers AWS calls as a test tells it to. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach } from 'vitest';
import type { AwsAccess } from '../../shared/adapters/aws/call.ts';

/** A call as it came over the wire. */
export interface WireCall {
  /** "GetQueueAttributes", or "PUT /path" where the protocol names no operation. */
  readonly operation: string;
  readonly host: string;
  /** The body; JSON is parsed, a form becomes an object of strings. */
  readonly body: unknown;
}

/** What the server answers; the `raw` way gets the response itself, to be slow or broken. */
export type WireAnswer =
  | { readonly status?: number; readonly json: unknown; readonly errorType?: string }
  | { readonly status?: number; readonly xml: string }
  | { readonly raw: (response: ServerResponse) => void };

export interface Loopback {
  /** Clients made with it call the server, once, and give up after 200 ms. */
  readonly access: AwsAccess;
  readonly host: string;
  /** Every call so far. */
  readonly calls: readonly WireCall[];
  stop(): Promise<void>;
}

async function startLoopback(answer: (call: WireCall) => WireAnswer): Promise<Loopback> {
  const calls: WireCall[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const call = wireCall(request, Buffer.concat(chunks).toString());
    calls.push(call);
    const told = answer(call);
    if ('raw' in told) {
      told.raw(response);
    } else if ('xml' in told) {
      response.writeHead(told.status ?? 200, { 'content-type': 'text/xml' }).end(told.xml);
    } else {
      response
        .writeHead(told.status ?? 200, {
          'content-type': 'application/x-amz-json-1.0',
          ...(told.errorType === undefined ? {} : { 'x-amzn-errortype': told.errorType }),
        })
        .end(JSON.stringify(told.json));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error(`The server listens on no port: ${address}`);
  }
  const host = `127.0.0.1:${address.port}`;
  return {
    access: {
      endpoint: `http://${host}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      requestTimeoutMs: 200,
      maxAttempts: 1,
    },
    host,
    calls,
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

function wireCall(request: IncomingMessage, text: string): WireCall {
  const target = String(request.headers['x-amz-target'] ?? '');
  const isForm = String(request.headers['content-type']).includes('form-urlencoded');
  const body: unknown = isForm
    ? Object.fromEntries(new URLSearchParams(text))
    : JSON.parse(text === '' ? '{}' : text);
  const form = isForm ? new URLSearchParams(text).get('Action') : null;
  return {
    operation: form ?? target.split('.')[1] ?? `${request.method} ${request.url}`,
    host: String(request.headers['host']),
    body,
  };
}

/** An error as the JSON protocols tell it. */
export function wireError(name: string, status = 400): WireAnswer {
  return {
    status,
    json: { __type: `com.amazonaws#${name}`, message: `${name} happened` },
    errorType: name,
  };
}

/** Starts a server for each test that asks for one, and stops it afterwards. */
export function loopbackPerTest(): (
  answer: (call: WireCall, index: number) => WireAnswer,
) => Promise<Loopback> {
  const started: Loopback[] = [];
  afterEach(async () => {
    await Promise.all(started.splice(0).map(({ stop }) => stop()));
  });
  return async (answer) => {
    let calls = 0;
    const server = await startLoopback((call) => {
      calls += 1;
      return answer(call, calls - 1);
    });
    started.push(server);
    return server;
  };
}
