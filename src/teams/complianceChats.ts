/** So many chats of the Compliance Office are remembered. */
const MOST = 1_000;

export type ComplianceChats = {
  /** Whether this chat was last seen to be with somebody of the Compliance Office. */
  has(conversationId: string): boolean;
  note(conversationId: string, isCompliance: boolean): void;
};

/**
 * In whose chats `why this answer` is offered, so that a question need not ask the store who asks. Only a hint: the
 * button checks the role when it is pressed.
 */
export function complianceChats(): ComplianceChats {
  const chats = new Set<string>();
  return {
    has: (id) => chats.has(id),
    note(id, isCompliance) {
      chats.delete(id);
      if (isCompliance) chats.add(id);
      const [oldest] = chats;
      if (chats.size > MOST && oldest !== undefined) chats.delete(oldest);
    },
  };
}
