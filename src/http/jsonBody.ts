import type { Request, Response } from 'restify';

/** Goes on; or ends with an error that says the status it is answered with; or, `false`, without any answer. */
type Next = (outcome?: Error | false) => void;

/**
 * Reads the body of a POST as JSON, up to so many bytes; what comes after them is not kept. restify's own parser also
 * knows archives, uploads and forms, which nothing here takes, and is slower for it.
 */
export function jsonBody({ largest }: { largest: number }) {
  return (req: Request, _res: Response, next: Next): void => {
    if (req.method !== 'POST') {
      next();
      return;
    }
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= largest) chunks.push(chunk);
    });
    req.once('end', () => {
      if (size > largest) return next(withStatus(413));
      try {
        req.body = size === 0 ? undefined : JSON.parse(Buffer.concat(chunks, size).toString());
      } catch {
        return next(withStatus(400));
      }
      next();
    });
    // Somebody hung up half-way.
    req.once('close', () => req.complete || next(false));
  };
}

function withStatus(statusCode: number): Error {
  return Object.assign(new Error(`HTTP ${statusCode}`), { statusCode });
}
