import type { EmulatedUser } from '../../src/local/graphEmulator/people.ts';
import {
  type GraphEmulator,
  type GraphEmulatorOptions,
  startGraphEmulator,
} from '../../src/local/graphEmulator/startGraphEmulator.ts';

export const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const user = (number: number, facts: Partial<Omit<EmulatedUser, 'id'>> = {}): EmulatedUser => ({
  id: idOf(number),
  accountEnabled: true,
  userType: 'Member',
  displayName: `Person ${number}`,
  userPrincipalName: `person${number}@example.test`,
  ...facts,
});

export const users = (count: number): EmulatedUser[] =>
  Array.from({ length: count }, (_, index) => user(index + 1));

// biome-ignore lint/suspicious/noExplicitAny: an answer is read here as a foreign client would read it
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: any };
export type Get = (path: string, headers?: Record<string, string>) => Promise<Answer>;

const running: GraphEmulator[] = [];

/** An emulator and plain HTTP to talk to it; links out of answers can be followed as they are. */
export async function emulator(options: Partial<GraphEmulatorOptions> = {}) {
  const started = await startGraphEmulator({ people: [], ...options });
  running.push(started);
  const send = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const url = path.replace(/^https:\/\/graph\.microsoft\.com\/v1\.0/, '');
    const headers = { Authorization: 'Bearer any', ...(init.headers as Record<string, string>) };
    const response = await fetch(`${started.url}/v1.0${url}`, { ...init, headers });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
  };
  const get: Get = (path, headers = {}) => send(path, { headers });
  const post = (path: string, body: unknown) => send(path, { method: 'POST', body: JSON.stringify(body) });
  return { ...started, get, post };
}

export async function stopEmulators(): Promise<void> {
  await Promise.all(running.splice(0).map((each) => each.close()));
}
