import { type ChildProcess, fork } from 'node:child_process';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

const CONNECTIONS = 10;
const ROUNDS = 5;
const TURNS = 400;

type Ready = { port: number; cycle: string; codeHash: string };

/**
 * Sign and status turns beside the turns of a bare echo bot, in turn on the same machine: each round measures all
 * three one after the other, and the printed ratio is the median of the rounds' ratios.
 */
export async function turnsBench(): Promise<void> {
  const connector = createServer((req, res) => {
    req.resume().on('end', () => res.end('{"id":"1"}'));
  });
  await new Promise<void>((listening) => connector.listen(0, '127.0.0.1', listening));
  const serviceUrl = `http://127.0.0.1:${(connector.address() as AddressInfo).port}`;
  const echo = await child('./echoBot.ts');
  const ours = await child('./signingService.ts', String(ROUNDS * TURNS + TURNS));
  const message = (n: number, text: string) => ({
    ...activity(serviceUrl, n),
    type: 'message',
    text,
    deliveryMode: 'expectReplies',
  });
  const sign = (n: number) => ({
    ...activity(serviceUrl, n),
    type: 'invoke',
    name: 'adaptiveCard/action',
    replyToId: 'card',
    value: { action: { type: 'Action.Execute', verb: 'certificate.sign', data: signature(ours.ready, n) } },
  });
  // Warm-up, not counted.
  await load(echo.ready.port, TURNS, (n) => message(n, 'hello'));
  await load(ours.ready.port, TURNS, (n) => message(n, 'status'));
  await load(ours.ready.port, TURNS, (n) => sign(ROUNDS * TURNS + n));

  const ratios: { status: number; sign: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const bare = await load(echo.ready.port, TURNS, (n) => message(n, 'hello'));
    const status = await load(ours.ready.port, TURNS, (n) => message(n, 'status'));
    const signed = await load(ours.ready.port, TURNS, (n) => sign(round * TURNS + n), /Certificate signed/);
    ratios.push({ status: status / bare, sign: signed / bare });
    print(
      `round ${round + 1}: echo ${bare.toFixed(0)}/s, status ${status.toFixed(0)}/s, sign ${signed.toFixed(0)}/s`,
    );
  }
  print(
    `status turn against a bare echo turn: ${median(ratios.map((r) => r.status)).toFixed(2)}x (target >= 1.0x)`,
  );
  print(
    `sign turn against a bare echo turn:   ${median(ratios.map((r) => r.sign)).toFixed(2)}x (target >= 1.0x)`,
  );
  for (const { process } of [echo, ours]) process.disconnect();
  connector.close();
  connector.closeAllConnections();
}

function signature({ cycle, codeHash }: Ready, n: number): object {
  return {
    obligation: `${cycle}.${codeHash.slice(0, 16)}.${idOf(n)}`,
    withException: false,
    'statement-received': 'confirmed',
    'statement-read': 'confirmed',
    'statement-understands': 'confirmed',
    'statement-applies': 'confirmed',
    consent: 'agreed',
    typedName: `Person ${n}`,
  };
}

const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

function activity(serviceUrl: string, n: number): object {
  return {
    id: `a${n}`,
    channelId: 'msteams',
    serviceUrl,
    from: { id: `u${n}`, aadObjectId: idOf(n) },
    recipient: { id: 'bot' },
    conversation: { id: `c${n}`, tenantId: 'bench', conversationType: 'personal' },
  };
}

/** Turns a second over ten connections. @throws Error when an answer is not the expected one. */
async function load(
  port: number,
  turns: number,
  make: (n: number) => object,
  expected?: RegExp,
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  let next = 0;
  const begun = performance.now();
  const worker = async (): Promise<void> => {
    while (next < turns) {
      const n = next;
      next += 1;
      const answer = await post(agent, port, JSON.stringify(make(n)));
      if (answer.status >= 300 || (expected && !expected.test(answer.body)))
        throw new Error(`Unexpected answer ${answer.status}: ${answer.body.slice(0, 300)}`);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  const seconds = (performance.now() - begun) / 1000;
  agent.destroy();
  return turns / seconds;
}

function post(agent: Agent, port: number, body: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const req = request(
      { agent, port, host: '127.0.0.1', method: 'POST', path: '/api/messages', headers },
      (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('end', () => resolve({ status: res.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
      },
    );
    req.once('error', reject);
    req.end(body);
  });
}

function child(file: string, ...args: string[]): Promise<{ process: ChildProcess; ready: Ready }> {
  return new Promise((resolve, reject) => {
    const started = fork(new URL(file, import.meta.url), args, {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    started.once('message', (ready) => resolve({ process: started, ready: ready as Ready }));
    started.once('exit', (code) => reject(new Error(`${file} ended with code ${code}.`)));
  });
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
