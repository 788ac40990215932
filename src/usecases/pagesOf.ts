import type { ProgrammeDocument, ProgrammeKind, ProgrammeStore } from './ports.ts';

/** Everything of one kind that the programme keeps, by id, in pages of so many. One store call a page. */
export async function* pagesOf<K extends ProgrammeKind>(
  programme: Pick<ProgrammeStore, 'list'>,
  kind: K,
  limit = 200,
): AsyncGenerator<readonly { readonly id: string; readonly value: ProgrammeDocument[K] }[]> {
  for (let after: string | undefined; ; ) {
    const page = await programme.list(kind, { limit, ...(after !== undefined && { after }) });
    yield page.items;
    if (page.next === undefined) return;
    after = page.next;
  }
}
