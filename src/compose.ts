import { randomBytes } from 'node:crypto';
import { backgroundTasks } from './backgroundTasks.ts';
import { changedProgramme } from './changedProgramme.ts';
import { CLOUD } from './clouds.ts';
import type { Answering } from './composeAnswers.ts';
import { composeFiles } from './composeFiles.ts';
import { composeJobs } from './composeJobs.ts';
import { composePaper } from './composePaper.ts';
import { composeRetention } from './composeRetention.ts';
import type { Config } from './config.ts';
import type { Content } from './content/code/loadContent.ts';
import { en } from './content/en/index.ts';
import { exportReadme } from './content/en/ledger.ts';
import type { AlarmKind } from './domain/alarm.ts';
import type { Certificate } from './domain/certificate.ts';
import { isPublic, pathOf, versionOf } from './domain/codeLibrary.ts';
import type { PersonId, TenantId } from './domain/ids.ts';
import { isRefusal } from './domain/refusal.ts';
import { codePages } from './http/codePages.ts';
import { downloads } from './http/downloads.ts';
import { httpServer } from './http/server.ts';
import { withFollowUps } from './jobs/followUps.ts';
import { holderIsGone, thisHolder } from './jobs/holderIsGone.ts';
import { JOBS, type JobName, type RunJob, runJob } from './jobs/jobs.ts';
import { nextRuns } from './jobs/nextRun.ts';
import type { greetingChats } from './local/greeting.ts';
import type { Log } from './log.ts';
import { groupsOf, type Programme } from './programme.ts';
import { BotAdapter } from './teams/adapter.ts';
import { botTurn } from './teams/bot.ts';
import type { Bot } from './teams/botDeps.ts';
import { alarmDigestCard } from './teams/cards/alarmsCard.ts';
import { type Card, type CardContext, datesFor } from './teams/cards/context.ts';
import { wide } from './teams/cards/elements.ts';
import { questionForComplianceCard } from './teams/cards/handOverCard.ts';
import { standingCard } from './teams/cards/standingCard.ts';
import { complianceChats } from './teams/complianceChats.ts';
import { countReplies } from './teams/countReplies.ts';
import { deliveryFailure, setbackOf } from './teams/deliveryFailure.ts';
import { keptAddresses } from './teams/keptAddresses.ts';
import { type TeamsMessenger, teamsMessenger } from './teams/messenger.ts';
import { type Pace, pace } from './teams/pace.ts';
import { politeLimit } from './teams/politeLimit.ts';
import { receiveActivities } from './teams/receive.ts';
import { alarms } from './usecases/alarms.ts';
import { amendmentDecisions, decideAmendment } from './usecases/codeInForce.ts';
import { countQuestions } from './usecases/countQuestions.ts';
import { declineCertificate } from './usecases/declineCertificate.ts';
import type { DeliverDeps } from './usecases/deliverOne.ts';
import { disclosedCases } from './usecases/disclosedCases.ts';
import { type ExportDeps, exportEvidence } from './usecases/exportEvidence.ts';
import { type FileTicket, offerFile, redeemFile } from './usecases/fileOffers.ts';
import { forgetChat } from './usecases/forgetChat.ts';
import { handOver } from './usecases/handOver.ts';
import { holdsRoleNow } from './usecases/holdsRoleNow.ts';
import { jobStatus } from './usecases/jobStatus.ts';
import { myStatus } from './usecases/myStatus.ts';
import { oneAlarm, openAlarms } from './usecases/openAlarms.ts';
import { openCode } from './usecases/openCode.ts';
import { peopleMeant } from './usecases/peopleMeant.ts';
import { planAction } from './usecases/planAction.ts';
import type { AppInstaller, Clock, Directory, LiveRoles, Signer, Stores } from './usecases/ports.ts';
import { previewProgramme } from './usecases/previewProgramme.ts';
import { officeStatus, programmeStatus } from './usecases/programmeStatus.ts';
import { questionsAsked } from './usecases/questionsAsked.ts';
import { lastCompleteRead } from './usecases/readDirectory.ts';
import { recordedSigner } from './usecases/recordedSigner.ts';
import { rememberConversation } from './usecases/rememberConversation.ts';
import { rosterOverview } from './usecases/rosterOverview.ts';
import { signCertificate } from './usecases/signCertificate.ts';
import { takeAction } from './usecases/takeAction.ts';
import { teamStatus } from './usecases/teamStatus.ts';
import { tellCompliance } from './usecases/tellCompliance.ts';
import { underLease } from './usecases/underLease.ts';
import { unreachedPeople } from './usecases/unreachedPeople.ts';
import { waiverRegister } from './usecases/waiverRegister.ts';
import { whyCovered } from './usecases/whyCovered.ts';

/** What differs between a tenant, a laptop and a test. */
export type Surroundings = {
  readonly config: Config;
  readonly programme: Programme;
  /** The Code and what a company put beside it. */
  readonly content: Pick<Content, 'library' | 'further'>;
  readonly answering: Answering;
  readonly tenant: TenantId;
  readonly stores: Stores;
  readonly directory: Directory;
  readonly liveRoles: LiveRoles;
  /** The key that signs certificates and checkpoints. */
  readonly signer: Signer;
  readonly clock: Clock;
  /** Absent in local mode, whose client has no apps. */
  readonly installer?: AppInstaller;
  readonly log: Log;
  readonly software: Certificate['software'];
  /** Local mode puts personas in its place. */
  readonly identity?: Pick<Bot, 'whoIs'> & Required<Pick<Bot, 'actAs'>>;
  /** Local mode greets whoever opens its chat. */
  readonly greeting?: typeof greetingChats;
  /** How fast messages go out and how often they are tried; Teams' limits unless a test wants others. */
  readonly pace?: Pace;
};

export type Service = {
  readonly run: RunJob;
  /** The evidence of a cycle as one archive, for whoever runs the service. */
  readonly exportEvidence: ReturnType<typeof exportEvidence>;
  readonly server: ReturnType<typeof httpServer>;
  readonly bot: Bot;
  /** Waits for what turns left to be done after their answer. */
  settle(): Promise<void>;
  /** Keeps what is counted in memory only; a stop calls it. */
  keepCounts(): Promise<void>;
};

/** Counts of questions are written together, so that the time of a write says nothing of anybody. Milliseconds. */
const COUNTS_KEPT_AFTER = 15 * 60_000;

/** Puts ports, use cases and rooms together; with the `compose….ts` beside it alone it knows every part. */
export function compose(around: Surroundings): Service {
  const { config, programme, tenant, stores, directory, clock, log, software } = around;
  const { timeZone, cycleRules, reminderRules, workingRules, coverageRules } = programme;
  const { amendmentRules } = programme;
  const { answering, content } = around;
  const { library } = content;
  const code = library.current;
  const pageOf: CardContext['pageOf'] = ({ document, label }, passage) => {
    const version = versionOf(library, document, label);
    if (!config.publicUrl || !version || !isPublic(version)) return undefined;
    return `${config.publicUrl}${pathOf(version)}${passage ? `#${passage}` : ''}`;
  };
  const cardContext = (): CardContext => ({
    texts: en,
    company: programme.company,
    code,
    library,
    pageOf,
    contacts: programme.contacts,
    dates: datesFor({ language: en.language, timeZone, now: clock() }),
  });
  const adapter = new BotAdapter(config.mode);
  const present = config.mode.kind === 'teams' ? wide : (card: Card) => card;
  const sending = around.pace ?? pace({ setbackOf });
  adapter.use(countReplies(sending));
  const messenger = teamsMessenger({
    adapter,
    pace: sending,
    present,
    appId: config.mode.kind === 'teams' ? config.mode.appId : '',
    ...(config.mode.kind === 'teams' && {
      tenant: { id: tenant, serviceUrl: CLOUD[config.mode.cloud].teamsServiceUrl },
    }),
    cardContext,
  });
  const deps = { ...stores, code, cycleRules, reminderRules, workingRules, timeZone, clock, messenger };
  const signer = recordedSigner({ signer: around.signer, programme: stores.programme, clock });
  const nonce = () => randomBytes(16).toString('base64url');
  const deliver: DeliverDeps = { ...deps, installer: around.installer };
  const background = backgroundTasks(log);
  const remember = rememberConversation(deliver);
  const roleNow = holdsRoleNow({ liveRoles: around.liveRoles, roleRules: programme.roles, log });
  const paper = composePaper({ ...around, deps, library, signer, holdsRoleNow: roleNow });
  const reach = paper.reaching((person, to) => remember(person, to, { isHere: true }));
  const addresses = keptAddresses();
  const chatExists: Bot['chatExists'] = around.greeting
    ? around.greeting({
        remember: reach,
        greet: async (person, to) => messenger.show(to, await standing(person)),
      })
    : async (person, to) => void (await remember(person, to));

  const bell = alarms(deps);
  const statusOf = myStatus(deps);
  const standing = async (person: PersonId) =>
    standingCard(cardContext(), { status: await statusOf(person) });

  const waivers = waiverRegister({ ...deps, waiverRules: programme.waivers });
  const files = {
    ...deps,
    secret: () => randomBytes(32).toString('base64url'),
    files: composeFiles({
      deps,
      programme,
      waivers,
      log,
      desk: paper.desk,
      library,
      holdsRoleNow: roleNow,
      dates: () => cardContext().dates,
      makeEvidence: (of, jobRun) => exportEvidence(evidence)(of, jobRun),
    }),
  };
  const redeem = redeemFile(files);
  const urlOf = ({ id, secret }: FileTicket) => `${config.publicUrl ?? ''}/files/${id}/${secret}`;

  const keepCounts = () => background.add('keep-question-counts', counted.flush);
  const counted = countQuestions({
    ...deps,
    later: () => setTimeout(keepCounts, COUNTS_KEPT_AFTER).unref(),
  });

  const bot: Bot = {
    waivers,
    desk: paper.desk,
    retention: composeRetention({ deps, programme, holdsRoleNow: roleNow, nonce }),
    files: {
      offer: offerFile(files),
      redeem,
      by: config.mode.kind === 'teams' ? { way: 'consent' } : { way: 'link', urlOf },
    },
    myStatus: statusOf,
    person: async (id) => (await stores.people.get(id))?.value,
    certificates: (id) => stores.certificates.ofPerson(id),
    openCode: openCode(deps),
    sign: signCertificate({
      ...deps,
      nonce,
      signer,
      wording: en.certificateWording,
      company: programme.company,
      tenant,
      software,
    }),
    decline: declineCertificate({ ...deps, nonce }),
    teamStatus: teamStatus(deps),
    programmeStatus: programmeStatus(deps),
    officeStatus: officeStatus(deps),
    jobStatus: jobStatus({ ...deps, names: JOBS, nextRun: nextRuns(programme.jobs, timeZone) }),
    unreachedPeople: unreachedPeople(deps),
    rosterOverview: rosterOverview(deps),
    preview: changedProgramme({
      file: config.programmePreviewFile,
      running: programme,
      readAt: () => lastCompleteRead(stores.programme),
      preview: previewProgramme({
        ...deps,
        ...programme.limits,
        directory,
        running: { coverageRules, groups: groupsOf(programme) },
      }),
    }),
    openAlarms: openAlarms(deps),
    oneAlarm: oneAlarm(deps),
    clearAlarm: bell.clear,
    async confirmAlarm(id, decision) {
      const record = await bell.confirm(id, decision);
      const job = isRefusal(record) ? undefined : HELD_BACK[record.alarm.kind];
      if (job) background.add('after-confirmation', () => run(job));
      return record;
    },
    amendmentDecisions: amendmentDecisions({ ...deps, amendmentRules }),
    async decideAmendment(decided) {
      const decision = await decideAmendment({ ...deps, amendmentRules })(decided);
      if (!isRefusal(decision)) background.add('after-decision', () => run('issue'));
      return decision;
    },
    peopleMeant: (meant) => peopleMeant(stores.people, meant),
    planAction: planAction({ ...deps, nonce }),
    takeAction: takeAction({ ...deps, nonce }),
    disclosedCases: disclosedCases(deps),
    whyCovered: whyCovered(deps),
    holdsRoleNow: roleNow,
    async answer(question) {
      await answering.learn();
      return answering.answer(question);
    },
    async explain(question) {
      await answering.learn();
      return answering.explain(question);
    },
    mayAsk: politeLimit(),
    countQuestion: counted.count,
    complianceChats: complianceChats(),
    handOver: handOver({
      ...stores,
      tell: (to, question) => messenger.show(to, questionForComplianceCard(cardContext(), question)),
    }),
    questionsAsked: questionsAsked(deps),
    channels: answering.channels,
    chatExists,
    chatEnded: forgetChat(deps),
    reach,
    keptAddresses: addresses,
    whoIs: around.identity?.whoIs ?? (async ({ personId }) => personId),
    ...(around.identity && { actAs: around.identity.actAs }),
    authenticatedBy: () => ({ method: config.mode.kind, at: clock() }),
    cardContext,
    present,
    messenger,
    later: background.add,
    log,
  };

  const jobDeps = { ...deps, ...stores.forJobs };
  const runOnce = runJob({
    jobs: composeJobs({ ...around, deps: jobDeps, signer, cardContext }),
    programme: jobDeps.programme,
    clock,
    log,
    underLease: underLease({
      programme: jobDeps.programme,
      clock,
      holder: thisHolder(),
      isGone: holderIsGone,
    }),
  });
  const run = withFollowUps({
    run: runOnce,
    programme: jobDeps.programme,
    tellCompliance: tellCompliance({
      ...jobDeps,
      installer: around.installer,
      tell: tellOf(messenger, cardContext),
    }),
    log,
  });
  const evidence: ExportDeps = {
    ...deps,
    signer,
    company: programme.company,
    tenant,
    software,
    // Only an export needs it.
    archive: async function* (files) {
      const { zipArchive } = await import('./documents/zipArchive.ts');
      yield* zipArchive(files);
    },
    seal: () => run('seal'),
    readme: exportReadme,
  };
  const server = httpServer({
    receive: receiveActivities({
      adapter,
      tenant,
      onlyThisMachine: config.mode.kind === 'local',
      turn: botTurn(bot),
      log,
    }),
    notReady: () => notReady(stores),
    onlyThisMachine: config.mode.kind === 'local',
    routes: [
      codePages({ library, texts: en }),
      // In Teams files go into people's OneDrive: there is nothing to fetch here.
      ...(config.mode.kind === 'local' ? [downloads({ redeem, over: en.files.over, log })] : []),
    ],
    log,
  });
  return {
    run,
    exportEvidence: exportEvidence(evidence),
    server,
    bot,
    settle: background.settle,
    keepCounts: counted.flush,
  };
}

function tellOf(
  messenger: TeamsMessenger,
  cardContext: () => CardContext,
): Parameters<typeof tellCompliance>[0]['tell'] {
  return async (to, news, { canLook }) => {
    try {
      await messenger.show(to, alarmDigestCard(cardContext(), { news, canLook }));
      return { outcome: 'sent' };
    } catch (error) {
      return deliveryFailure(error);
    }
  };
}

/** What does, once somebody has confirmed it, what an alarm held back. */
const HELD_BACK: { readonly [K in AlarmKind]?: JobName } = {
  'population-fell': 'sync',
  'closing-held': 'issue',
  'pausing-held': 'issue',
};

async function notReady(stores: Stores): Promise<string | undefined> {
  try {
    await stores.ping();
    return (await lastCompleteRead(stores.programme)) ? undefined : 'the first sync of the directory';
  } catch {
    return 'the store';
  }
}
