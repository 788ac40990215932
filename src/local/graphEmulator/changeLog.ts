export type Change = {
  readonly id: string;
  readonly kind: 'added' | 'changed' | 'removed' | 'replayed';
  /** The properties a change touched; `managerId` for the manager. */
  readonly properties?: readonly string[];
  readonly managerBefore?: string | null | undefined;
};

export type ChangeLog = {
  append(change: Change): void;
  /** What was appended after one sequence number up to and with another, oldest first. */
  between(after: number, upTo: number): Change[];
  sequence(): number;
};

/** Every change to an organisation in order; how many there were is what a delta token remembers. */
export function changeLog(): ChangeLog {
  const changes: Change[] = [];
  return {
    append: (change) => void changes.push(change),
    between: (after, upTo) => changes.slice(after, upTo),
    sequence: () => changes.length,
  };
}
