import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** This process among all that ever ran: a container's next process has the same name and number again. */
const BIRTH = randomUUID().slice(0, 8);

/** Who holds a lease: `host:pid:birth`. */
export function thisHolder(): string {
  return `${hostname()}:${process.pid}:${BIRTH}`;
}

/** Whether a lease's holder was a process of this machine that no longer exists. */
export function holderIsGone(holder: string): boolean {
  const [, host, pid, birth] = /^(.*?):(\d+)(?::([0-9a-f]+))?$/.exec(holder) ?? [];
  if (host !== hostname() || pid === undefined) return false;
  if (Number(pid) === process.pid) return birth !== BIRTH;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
