import { actions } from './actions.ts';
import { alarmTexts } from './alarms.ts';
import { amendment } from './amendment.ts';
import { asking } from './asking.ts';
import { certificateWording, protectedRights } from './certificate.ts';
import { certification } from './certification.ts';
import { conversation } from './conversation.ts';
import { coverage } from './coverage.ts';
import { documents } from './documents.ts';
import { escalation } from './escalation.ts';
import { files } from './files.ts';
import { jobs } from './jobs.ts';
import { evidence, ledger } from './ledger.ts';
import { liveRoles } from './liveRoles.ts';
import { pack } from './pack.ts';
import { paperTexts } from './paper.ts';
import { population } from './population.ts';
import { reading } from './reading.ts';
import { retention } from './retention.ts';
import { waivers } from './waivers.ts';
import { words } from './words.ts';

/** Everything a person reads, in English. Another language is another folder with the same shape. */
export const en = {
  language: 'en',
  certificateWording,
  protectedRights,
  certification,
  documents,
  waivers,
  pack,
  files,
  evidence,
  ledger,
  words,
  reading,
  ...actions,
  ...amendment,
  asking,
  ...coverage,
  ...jobs,
  ...escalation,
  ...liveRoles,
  ...alarmTexts,
  ...paperTexts,
  ...population,
  ...retention,
  ...conversation,
};

export type Texts = typeof en;
