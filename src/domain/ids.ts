/** A person's Entra object id. */
export type PersonId = string & { readonly brand: 'PersonId' };
/** An Entra group's object id. */
export type GroupId = string & { readonly brand: 'GroupId' };
/** An Entra tenant's id. */
export type TenantId = string & { readonly brand: 'TenantId' };
/** One round of certification, for example `2026`. */
export type CycleId = string & { readonly brand: 'CycleId' };
/** Deterministic: one per person, Code version and cycle (promise 2). */
export type ObligationId = string & { readonly brand: 'ObligationId' };
/** Equal to the id of the obligation it fulfils. */
export type CertificateId = ObligationId;
/** Lower-case hexadecimal SHA-256. */
export type Sha256 = string & { readonly brand: 'Sha256' };
/** A passage's stable id, for example `soc-2-p05`. */
export type PassageId = string & { readonly brand: 'PassageId' };
/** A point in time, ISO 8601 in UTC with milliseconds: `2026-11-23T08:25:00.000Z`. */
export type Instant = string & { readonly brand: 'Instant' };
/** A day in the company's calendar without a time: `2026-11-23`. */
export type CalendarDate = string & { readonly brand: 'CalendarDate' };
