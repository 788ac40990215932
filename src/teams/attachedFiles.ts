import type { Activity } from 'botbuilder';
import { z } from 'zod';

const DOWNLOAD = 'application/vnd.microsoft.teams.file.download.info';

const Attached = z.looseObject({
  contentType: z.literal(DOWNLOAD),
  name: z.string().max(1_000).optional(),
  content: z.looseObject({ downloadUrl: z.string().max(8_000) }),
});

/** A file that somebody attached to a message, where it can be fetched for some minutes. */
export type AttachedFile = { readonly name: string; readonly downloadUrl: string };

/** Files attached to a message in a personal chat; the text itself is attached as HTML, which is none. */
export function attachedFiles({ attachments }: Pick<Activity, 'attachments'>): readonly AttachedFile[] {
  if (!Array.isArray(attachments)) return [];
  return attachments.flatMap((each: unknown) => {
    const found = Attached.safeParse(each).data;
    return found ? [{ name: found.name ?? '', downloadUrl: found.content.downloadUrl }] : [];
  });
}
