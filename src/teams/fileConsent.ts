import type { Attachment } from 'botbuilder';
import { z } from 'zod';
import type { FileTicket, Offered } from '../usecases/fileOffers.ts';

const CONSENT = 'application/vnd.microsoft.teams.card.file.consent';
const INFO = 'application/vnd.microsoft.teams.card.file.info';

/** Teams asks the person whether the file may be put into their OneDrive. */
export function fileConsentCard({ ticket, file }: Offered, description: string): Attachment {
  return {
    contentType: CONSENT,
    name: file.name,
    content: {
      description,
      sizeInBytes: file.size,
      acceptContext: { ...ticket },
      declineContext: { ...ticket },
    },
  };
}

const Ticket = z.object({
  id: z.string().regex(/^[0-9a-f]{32}$/),
  secret: z.string().regex(/^[\w-]{43}$/),
});
const Upload = z.object({
  uploadUrl: z.url().max(8_000),
  contentUrl: z.url().max(8_000),
  name: z.string().min(1).max(400),
  uniqueId: z.string().max(200).optional(),
  fileType: z.string().max(50).optional(),
});
export type UploadInfo = z.infer<typeof Upload>;

const Answer = z.discriminatedUnion('action', [
  z.looseObject({ action: z.literal('accept'), context: Ticket, uploadInfo: Upload }),
  z.looseObject({ action: z.literal('decline'), context: Ticket.optional().catch(undefined) }),
]);
export type ConsentAnswer =
  | { readonly action: 'accept'; readonly context: FileTicket; readonly uploadInfo: UploadInfo }
  | { readonly action: 'decline' };

/** Reads the value of a `fileConsent/invoke`; undefined when it is not an answer to a card of ours. */
export function readConsent(value: unknown): ConsentAnswer | undefined {
  const parsed = Answer.safeParse(value);
  if (!parsed.success) return undefined;
  const { data } = parsed;
  return data.action === 'decline' ? { action: 'decline' } : data;
}

/** The file as it now lies in their OneDrive. */
export function fileInfoCard({ contentUrl, name, uniqueId, fileType }: UploadInfo): Attachment {
  return {
    contentType: INFO,
    contentUrl,
    name,
    content: { ...(uniqueId && { uniqueId }), ...(fileType && { fileType }) },
  };
}
