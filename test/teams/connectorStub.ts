import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Activity } from 'botbuilder';
import type { Card } from '../../src/teams/cards/context.ts';

/** What the bot sent to a chat: a new message, or what takes the place of an earlier one. */
export type Sent = {
  readonly how: 'sent' | 'replaced';
  readonly conversation: string;
  /** The message that was replaced. */
  readonly replaces?: string;
  /** The id the message got. */
  readonly id: string;
  readonly activity: Partial<Activity>;
};

export type Fault = {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** The Bot Connector as Teams offers it, on loopback: keeps what is sent, and refuses when told to. */
export type ConnectorStub = {
  readonly url: string;
  readonly sent: Sent[];
  /** Requests that were refused. */
  readonly refused: string[];
  /** Messages that were taken away. */
  readonly removed: string[];
  /** Refuses requests from now on, or no longer. Seeing the request, it may answer with what is in it. */
  fail(fault: Fault | ((body: string) => Fault) | undefined): void;
  close(): Promise<void>;
};

export async function startConnectorStub(): Promise<ConnectorStub> {
  const sent: Sent[] = [];
  const refused: string[] = [];
  const removed: string[] = [];
  let fault: Fault | ((body: string) => Fault) | undefined;
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      response.setHeader('content-type', 'application/json');
      const failing = typeof fault === 'function' ? fault(body) : fault;
      if (failing) {
        refused.push(`${request.method} ${request.url}`);
        response.writeHead(failing.status, failing.headers);
        response.end(typeof failing.body === 'string' ? failing.body : JSON.stringify(failing.body ?? {}));
        return;
      }
      const [, , , conversation = '', , replaces] = (request.url ?? '').split('/').map(decodeURIComponent);
      if (request.method === 'DELETE') {
        removed.push(replaces ?? '');
        response.end();
        return;
      }
      const replacing = request.method === 'PUT';
      const id = replacing ? (replaces ?? '') : `message-${sent.length + 1}`;
      sent.push({
        how: replacing ? 'replaced' : 'sent',
        conversation,
        ...(replacing && replaces && { replaces }),
        id,
        activity: JSON.parse(body) as Partial<Activity>,
      });
      response.writeHead(replacing ? 200 : 201);
      response.end(JSON.stringify({ id }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    sent,
    refused,
    removed,
    fail(next) {
      fault = next;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** The card in a message. */
export function cardOf({ activity }: Pick<Sent, 'activity'>): Card {
  const [attachment] = activity.attachments ?? [];
  if (!attachment) throw new Error(`There is no card in this message: ${activity.text}`);
  return attachment.content as Card;
}
