import type { AppInstaller, ConversationAddress, Messenger, PeopleStore, PersonRecord } from './ports.ts';
import { updatePerson } from './updatePerson.ts';

type Deps = {
  readonly people: PeopleStore;
  readonly messenger: Pick<Messenger, 'begin'>;
  readonly installer?: AppInstaller | undefined;
};

/**
 * Somebody's chat with the bot, for what concerns others: a director may never have opened it. Where there is none the
 * app is installed for them, whereupon Teams tells of the chat; where it is there already, its chat is opened.
 * Undefined when there is none yet.
 */
export async function chatOf(
  { people, messenger, installer }: Deps,
  { id, conversation }: PersonRecord,
): Promise<ConversationAddress | undefined> {
  if (conversation || !installer) return conversation;
  if ((await installer.install(id)).outcome !== 'was-installed') return undefined;
  const begun = await messenger.begin(id);
  if (begun.outcome === 'failed') return undefined;
  const { address } = begun;
  await updatePerson(people, { id }, (record) => ({
    ...record,
    conversation: record.conversation ?? address,
  }));
  return address;
}
