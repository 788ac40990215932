import type { SIGNED_ANEW_BY } from '../../domain/amendment.ts';

type SignedAnewBy = (typeof SIGNED_ANEW_BY)[number];

/** Who signs the Code version in force anew. */
export const amendment = {
  amendment: {
    title: 'The Code version in force',
    version: 'Version',
    since: 'In force since',
    signedAnewBy: 'Signed anew by',
    days: 'Days to sign',
    decidedBy: 'Decided by',
    because: 'Because',
    who: {
      everyone: 'Everyone covered',
      'senior-officers': 'Senior Officers only',
      nobody: 'Nobody before their next certificate',
    } satisfies Record<SignedAnewBy, string>,
    file: 'the programme file',
    lead: 'Of those who have signed an earlier version in this cycle. Whoever has yet to sign signs this version in any case.',
    decide: 'Decide otherwise',
    daysLabel: 'Days to sign, from now',
    daysMissing: 'A number of days from 1 to 180.',
    reasonLabel: 'Reason (kept with your name)',
    reasonMissing: 'Please say why.',
    submit: 'Record the decision',
    done: 'Decided. Whoever has to sign is asked by the next run of `issue`, which begins now; whoever has been asked already stays asked.',
    history: 'Decided before',
  },
};
