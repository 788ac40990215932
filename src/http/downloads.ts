import { once } from 'node:events';
import type { Request, Response, Server } from 'restify';
import type { FileOffer, FileTicket } from '../usecases/fileOffers.ts';

export type DownloadDeps = {
  readonly redeem: (ticket: FileTicket) => Promise<FileOffer | undefined>;
  /** What somebody reads whose link is over. */
  readonly over: string;
  readonly log: { readonly error: (facts: object) => void };
};

const TICKET = { id: /^[0-9a-f]{32}$/, secret: /^[\w-]{43}$/ };

/** Where a file is fetched: the address works once. Nothing tells how it failed, and there is no list. */
export function downloads(deps: DownloadDeps): (server: Server) => void {
  return (server) =>
    void server.get('/files/:id/:secret', async (req: Request, res: Response) => {
      const { id, secret } = req.params as { id: string; secret: string };
      const known = TICKET.id.test(id) && TICKET.secret.test(secret);
      const file = known ? await deps.redeem({ id, secret }) : undefined;
      if (!file) {
        res.header('Cache-Control', 'no-store');
        res.send(404, { error: deps.over });
        return;
      }
      await sendFile(res, file, deps.log);
    });
}

async function sendFile(res: Response, file: FileOffer, log: DownloadDeps['log']): Promise<void> {
  try {
    const bytes = file.bytes()[Symbol.asyncIterator]();
    // A file that cannot be made is an error that can still be answered.
    let next = await bytes.next();
    res.writeHead(200, headersFor(file));
    while (!next.done) {
      if (res.destroyed) return void (await bytes.return?.());
      if (!res.write(next.value)) await Promise.race([once(res, 'drain'), once(res, 'close')]);
      next = await bytes.next();
    }
    res.end();
  } catch (error) {
    log.error({ event: 'download-failed', err: error });
    // Half a file must not look like a whole one.
    if (res.headersSent) res.destroy();
    else res.send(500, { error: 'The file could not be made. Please ask for it again.' });
  }
}

function headersFor({ name, mime }: FileOffer): Record<string, string> {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  return {
    'Content-Type': mime,
    'Content-Disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`,
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  };
}
