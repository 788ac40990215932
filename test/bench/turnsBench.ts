import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AskedProcess, askedProcess } from './askedProcess.ts';
import { load } from './load.ts';
import type { SigningAnswer } from './signingService.ts';

const ROUNDS = 15;
const TURNS = 200;
/** A service runs for weeks: what is measured is not the compiler at work. Both get the same. */
const WARM_UP = 1_000;
/** Turns of each kind whose store calls are counted, in a process apart: counting takes time. */
const COUNTED = 20;

/**
 * Sign and status turns beside the turns of a bare echo bot, in turn on the same machine: each round measures all
 * three one after the other, and the printed ratio is the median of the rounds' ratios. A signed card is updated after
 * the answer, at the pace that Teams' limits allow; the next thing is measured once that is done, as it would slow
 * down whatever is measured beside it, the echo bot too. Its cost is in the CPU time that is printed beside the ratios.
 */
export async function turnsBench(): Promise<void> {
  const connector = createServer((req, res) => {
    req.resume().on('end', () => res.end('{"id":"1"}'));
  });
  await new Promise<void>((listening) => connector.listen(0, '127.0.0.1', listening));
  const serviceUrl = `http://127.0.0.1:${(connector.address() as AddressInfo).port}`;
  const people = String(WARM_UP + ROUNDS * TURNS);
  const echo = askedProcess('./echoBot.ts', []);
  const ours = askedProcess('./signingService.ts', [people, serviceUrl]);
  const { cycle, codeHash } = await ours.ask<SigningAnswer>({});

  const message = (n: number, text: string) => ({
    ...activity(serviceUrl, n),
    type: 'message',
    text,
    deliveryMode: 'expectReplies',
  });
  const certificate = (n: number) => ({
    ...activity(serviceUrl, n),
    type: 'invoke',
    name: 'adaptiveCard/action',
    replyToId: 'card',
    value: {
      action: { type: 'Action.Execute', verb: 'certificate.sign', data: signature({ cycle, codeHash }, n) },
    },
  });
  const hello = (turns: number) => measured(echo, turns, (n) => message(n, 'hello'));
  const status = (turns: number, of = ours) =>
    measured(of, turns, (n) => message(n % TURNS, 'status'), /AdaptiveCard/);
  const sign = (turns: number, from: number, of = ours) =>
    measured(of, turns, (n) => certificate(from + n), /Certificate signed/);

  await hello(WARM_UP);
  await status(WARM_UP);
  await sign(WARM_UP, ROUNDS * TURNS);
  const rounds: Record<'echo' | 'status' | 'sign', Measured>[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const all = {
      echo: await hello(TURNS),
      status: await status(TURNS),
      sign: await sign(TURNS, round * TURNS),
    };
    rounds.push(all);
    const rates = Object.entries(all).map(([name, { perSecond }]) => `${name} ${perSecond.toFixed(0)}/s`);
    print(`round ${round + 1}: ${rates.join(', ')}`);
  }
  const ratio = (kind: 'status' | 'sign') =>
    median(rounds.map((round) => round[kind].perSecond / round.echo.perSecond)).toFixed(2);
  print(`status turn against a bare echo turn: ${ratio('status')}x (target >= 1.0x)`);
  print(`sign turn against a bare echo turn:   ${ratio('sign')}x (target >= 1.0x)`);
  const cpu = (kind: 'echo' | 'status' | 'sign') =>
    `${kind} ${median(rounds.map((round) => round[kind].cpu)).toFixed(2)} ms`;
  print(`CPU time of a turn and of all that follows it: ${cpu('echo')}, ${cpu('status')}, ${cpu('sign')}`);
  for (const process of [echo, ours]) process.end();

  const counting = askedProcess('./signingService.ts', [String(COUNTED), serviceUrl, 'counted']);
  // The first ones also tell the process who people are, and what its key is.
  await status(COUNTED, counting);
  await sign(1, COUNTED - 1, counting);
  const calls = {
    status: (await status(COUNTED - 1, counting)).calls,
    sign: (await sign(COUNTED - 1, 0, counting)).calls,
  };
  for (const [kind, target] of [
    ['status', 3],
    ['sign', 6],
  ] as const)
    print(
      `store calls of a ${kind} turn: ${calls[kind].length / (COUNTED - 1)} ` +
        `(${[...new Set(calls[kind])].join(', ')}; target <= ${target})`,
    );
  counting.end();
  connector.close();
  connector.closeAllConnections();
}

type Measured = {
  readonly perSecond: number;
  /** Milliseconds a turn. */
  readonly cpu: number;
  readonly calls: readonly string[];
};

async function measured(
  of: AskedProcess,
  turns: number,
  body: (n: number) => object,
  expected?: RegExp,
): Promise<Measured> {
  const before = await of.ask<SigningAnswer>({});
  const bodies = Array.from({ length: turns }, (_, n) => body(n));
  const perSecond = await load(before.port, bodies, expected);
  const { cpu, calls } = await of.ask<SigningAnswer>({});
  const spent = cpu.user + cpu.system - before.cpu.user - before.cpu.system;
  return { perSecond, cpu: spent / 1_000 / turns, calls };
}

function signature({ cycle, codeHash }: Pick<SigningAnswer, 'cycle' | 'codeHash'>, n: number): object {
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

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
