export type LoggedRequest = { readonly method: string; readonly path: string; readonly query: string };

export type RequestLog = {
  append(request: LoggedRequest): void;
  /** The newest thousand, oldest first. */
  recent(): readonly LoggedRequest[];
  /** How many there were of each `GET /users/delta`, ids written as `{id}`. */
  counts(): Readonly<Record<string, number>>;
  count(route: string): number;
  clear(): void;
};

const KEPT = 1000;
const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** What was asked of the emulator, bounded, so that it may run for months. */
export function requestLog(): RequestLog {
  let recent: LoggedRequest[] = [];
  const counts = new Map<string, number>();
  return {
    append(request) {
      recent.push(request);
      if (recent.length > 2 * KEPT) recent = recent.slice(-KEPT);
      const route = `${request.method} ${request.path.replace(ID, '{id}')}`;
      counts.set(route, (counts.get(route) ?? 0) + 1);
    },
    recent: () => recent.slice(-KEPT),
    counts: () => Object.fromEntries(counts),
    count: (route) => counts.get(route) ?? 0,
    clear() {
      recent = [];
      counts.clear();
    },
  };
}
