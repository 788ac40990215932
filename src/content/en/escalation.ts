/** What managers, compliance and the Audit Committee chair are told of overdue certificates. Names arrive escaped. */
export const escalation = {
  digest: {
    title: 'Overdue certificates',
    summary: (count: number) =>
      count === 1
        ? '1 Code of Ethics certificate is overdue'
        : `${count} Code of Ethics certificates are overdue`,
    lead: (count: number) =>
      count === 1
        ? '1 person you are responsible for has not certified the Code of Ethics in time.'
        : `${count} people you are responsible for have not certified the Code of Ethics in time.`,
    leadOffice: (count: number) =>
      count === 1
        ? '1 Senior Officer has not certified the Code of Ethics in time. It comes to the Audit Committee, since nobody in the company is above them in this.'
        : `${count} Senior Officers have not certified the Code of Ethics in time. It comes to the Audit Committee, since nobody in the company is above them in this.`,
    columns: { name: 'Name', since: 'Was due' },
    more: (count: number) => `and ${count} more`,
    once: 'You are told once of each; whoever has certified since is not listed.',
  },
} as const;
