import { connect } from 'node:net';

const CONNECTIONS = 10;
const HEAD_ENDS = '\r\n\r\n';

/**
 * Sends the bodies over ten kept-alive connections, one request at a time on each, and resolves to requests a second.
 * Requests are spelled out before the clock starts and answers are only measured out, not parsed: what the load takes
 * of the machine's cores is missing to whoever is measured, and more so to one that uses both.
 * @throws Error when an answer is not 200, or not what is expected.
 */
export async function load(port: number, bodies: readonly object[], expected?: RegExp): Promise<number> {
  const requests = bodies.map((body) => requestOf(port, JSON.stringify(body)));
  let next = 0;
  const begun = performance.now();
  const connection = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1').setNoDelay();
      let [received, wanted]: [Buffer[], number] = [[], Number.POSITIVE_INFINITY];
      const send = (): void => {
        const request = requests[next];
        next += 1;
        if (request) socket.write(request);
        else socket.end(resolve);
      };
      socket.once('connect', send).once('error', reject);
      socket.once('close', () => reject(new Error('The connection was closed before the answer.')));
      socket.on('data', (chunk) => {
        received.push(chunk);
        const soFar = received.length === 1 ? chunk : Buffer.concat(received);
        if (wanted === Number.POSITIVE_INFINITY) wanted = lengthOf(soFar);
        if (soFar.length < wanted) return;
        [received, wanted] = [[], Number.POSITIVE_INFINITY];
        const answer = soFar.toString();
        if (answer.startsWith('HTTP/1.1 200 ') && (expected?.test(answer) ?? true)) send();
        else socket.destroy(new Error(`Unexpected answer: ${answer.slice(0, 500)}`));
      });
    });
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  return bodies.length / ((performance.now() - begun) / 1_000);
}

function requestOf(port: number, body: string): Buffer {
  return Buffer.from(
    `POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}${HEAD_ENDS}${body}`,
  );
}

/** Bytes of an answer that has begun, head and body; infinity while its head is not all there. */
function lengthOf(answer: Buffer): number {
  const end = answer.indexOf(HEAD_ENDS);
  if (end < 0) return Number.POSITIVE_INFINITY;
  const head = answer.toString('latin1', 0, end);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error(`An answer without a length: ${head}`);
  return end + HEAD_ENDS.length + Number(length);
}
