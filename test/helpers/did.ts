/** What a report counts, without the zeros: what a job did. */
export function did(report: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(report).filter(([, count]) => count !== 0));
}
