import type { Answer } from '../answers/answer.ts';
import type { Explanation } from '../answers/explanation.ts';
import type { ProgrammePreview } from '../changedProgramme.ts';
import type { AlarmDecision, AlarmRecord } from '../domain/alarm.ts';
import type { AmendmentDecision } from '../domain/amendment.ts';
import type { Authentication, SealedCertificate } from '../domain/certificate.ts';
import type { Passage } from '../domain/code.ts';
import type { ObligationId, PersonId } from '../domain/ids.ts';
import type { Obligation } from '../domain/obligation.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { JobName } from '../jobs/jobs.ts';
import type { Log } from '../log.ts';
import type { DecidedAmendment } from '../usecases/codeInForce.ts';
import type { CountedQuestions } from '../usecases/countQuestions.ts';
import type { DeclineCommand } from '../usecases/declineCertificate.ts';
import type { DisclosedCases } from '../usecases/disclosedCases.ts';
import type { HoldsRoleNow } from '../usecases/holdsRoleNow.ts';
import type { JobStatus } from '../usecases/jobStatus.ts';
import type { MyStatus } from '../usecases/myStatus.ts';
import type { AlarmList, ShownAlarm } from '../usecases/openAlarms.ts';
import type { WhoIsMeant } from '../usecases/peopleMeant.ts';
import type { ActionPlan, Intended } from '../usecases/planAction.ts';
import type { ConversationAddress, PersonRecord } from '../usecases/ports.ts';
import type { OfficeStatus, ProgrammeStatus } from '../usecases/programmeStatus.ts';
import type { QuestionsAsked } from '../usecases/questionsAsked.ts';
import type { Reached } from '../usecases/rememberConversation.ts';
import type { RosterOverview } from '../usecases/rosterOverview.ts';
import type { SignCommand, Signed } from '../usecases/signCertificate.ts';
import type { Confirmed, Taken } from '../usecases/takeAction.ts';
import type { TeamStatus } from '../usecases/teamStatus.ts';
import type { UnreachedPeople } from '../usecases/unreachedPeople.ts';
import type { WaiverRegister } from '../usecases/waiverRegister.ts';
import type { WhyCovered } from '../usecases/whyCovered.ts';
import type { CardContext } from './cards/context.ts';
import type { ComplianceChats } from './complianceChats.ts';
import type { Sender } from './inbound.ts';
import type { KeptAddresses } from './keptAddresses.ts';
import type { TeamsMessenger } from './messenger.ts';
import type { Files } from './onFile.ts';
import type { PoliteLimit } from './politeLimit.ts';
import type { RecordDesk } from './recordDesk.ts';
import type { Present } from './reply.ts';
import type { Retention } from './retentionDeps.ts';

type PageRequest = { readonly limit: number; readonly after?: string };

/** What came of `act as <name>`. */
export type ActedAs =
  | { readonly outcome: 'acting'; readonly person: PersonRecord }
  | { readonly outcome: 'nobody' | 'several'; readonly suggestions: readonly PersonRecord[] };

/** Everything a turn can do. `compose.ts` puts it together. */
export type Bot = {
  readonly myStatus: (person: PersonId) => Promise<MyStatus>;
  readonly person: (person: PersonId) => Promise<PersonRecord | undefined>;
  readonly certificates: (person: PersonId) => Promise<readonly SealedCertificate[]>;
  readonly openCode: (person: PersonId, obligation: ObligationId) => Promise<Obligation | Refusal>;
  readonly sign: (command: SignCommand) => Promise<Signed | Refusal>;
  readonly decline: (command: DeclineCommand) => Promise<Obligation | Refusal>;
  readonly teamStatus: (manager: PersonId, page: PageRequest) => Promise<TeamStatus>;
  readonly programmeStatus: (page: PageRequest) => Promise<ProgrammeStatus>;
  readonly jobStatus: () => Promise<readonly JobStatus<JobName>[]>;
  readonly unreachedPeople: (page: PageRequest) => Promise<UnreachedPeople>;
  readonly rosterOverview: (page: PageRequest) => Promise<RosterOverview | undefined>;
  readonly preview: () => Promise<ProgrammePreview>;
  readonly openAlarms: (page: PageRequest) => Promise<AlarmList>;
  readonly oneAlarm: (id: string) => Promise<ShownAlarm | undefined>;
  readonly clearAlarm: (id: string, decision: AlarmDecision) => Promise<AlarmRecord | Refusal>;
  /** Says that it is right so; what it held back is begun anew. */
  readonly confirmAlarm: (id: string, decision: AlarmDecision) => Promise<AlarmRecord | Refusal>;
  readonly amendmentDecisions: () => Promise<readonly AmendmentDecision[]>;
  /** Whoever has to sign by it is asked right after. */
  readonly decideAmendment: (decided: DecidedAmendment) => Promise<AmendmentDecision | Refusal>;
  readonly peopleMeant: (meant: WhoIsMeant) => Promise<readonly PersonRecord[]>;
  /** What an action would do, to be confirmed. */
  readonly planAction: (intended: Intended) => Promise<ActionPlan | Refusal>;
  readonly takeAction: (confirmed: Confirmed) => Promise<Taken | Refusal>;
  readonly disclosedCases: (page: PageRequest) => Promise<DisclosedCases>;
  readonly whyCovered: (meant: WhoIsMeant) => Promise<WhyCovered>;
  /** Asked of the directory itself, before an export and before what cannot be undone. */
  readonly holdsRoleNow: HoldsRoleNow;
  readonly officeStatus: () => Promise<readonly OfficeStatus[]>;
  readonly files: Files;
  readonly waivers: WaiverRegister;
  /** Papers and corrections. */
  readonly desk: RecordDesk;
  readonly retention: Retention;
  /** Right after a start it waits until all is learnt, while others are served. */
  readonly answer: (question: string) => Promise<Answer>;
  /** Why it is answered so. */
  readonly explain: (question: string) => Promise<Explanation>;
  readonly mayAsk: PoliteLimit;
  readonly countQuestion: CountedQuestions['count'];
  readonly complianceChats: ComplianceChats;
  readonly handOver: (from: PersonId, text: string) => Promise<{ readonly told: number } | Refusal>;
  readonly questionsAsked: (options: { months: number }) => Promise<QuestionsAsked>;
  /** What the Code says of reporting and of protection from retaliation. */
  readonly channels: () => readonly Passage[];
  /** The app was installed or a chat begun. */
  readonly chatExists: (person: PersonId, address: ConversationAddress) => Promise<void>;
  /** The app was removed. */
  readonly chatEnded: (person: PersonId) => Promise<void>;
  /** Sends what could not be sent to them before. */
  readonly reach: (person: PersonId, address: ConversationAddress) => Promise<Reached>;
  readonly keptAddresses: KeptAddresses;

  /** The person behind an activity: the Entra object id the channel vouches for, or the persona in local mode. */
  readonly whoIs: (sender: Sender) => Promise<PersonId | undefined>;
  /** Local mode only. */
  readonly actAs?: (sender: Sender, name: string) => Promise<ActedAs>;
  readonly authenticatedBy: () => Authentication;

  readonly cardContext: () => CardContext;
  readonly present: Present;
  readonly messenger: TeamsMessenger;
  /** Runs after the turn is answered; a failure is logged. */
  readonly later: (name: string, task: () => Promise<unknown>) => void;
  readonly log: Log;
};
