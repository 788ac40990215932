import { ACTIONS, type Action, type Selection } from '../../../src/domain/actions.ts';
import { evolveAll } from '../../../src/domain/evolve.ts';
import type { CalendarDate, CycleId } from '../../../src/domain/ids.ts';
import type { Obligation } from '../../../src/domain/obligation.ts';
import { TYPED_ACTIONS } from '../../../src/teams/actionTyped.ts';
import { actionFormCard } from '../../../src/teams/cards/actionFormCard.ts';
import {
  actionCancelledCard,
  actionDoneCard,
  actionHowCard,
  actionWhoCard,
} from '../../../src/teams/cards/actionOutcomeCards.ts';
import { casesCard } from '../../../src/teams/cards/casesCard.ts';
import { TEAM_PAGE } from '../../../src/teams/cards/teamCard.ts';
import { teamRemindCard, teamRemindedCard } from '../../../src/teams/cards/teamRemindCards.ts';
import { MOST_NAMESAKES } from '../../../src/usecases/peopleMeant.ts';
import type { ActionPlan } from '../../../src/usecases/planAction.ts';
import { CONTEXT, ME, NOW, obligationIn, recordNamed, SECRET, STATUSES } from './cardWorld.ts';
import type { Named } from './signingCards.ts';

const due = '2027-01-31' as CalendarDate;
const extended = evolveAll(obligationIn('outstanding'), [
  { type: 'extended', at: NOW, by: ME, because: SECRET, due, overdueAfter: due },
]);

/** Every card of what compliance and managers do about people of this name. */
export function actionCards(name: string): readonly Named[] {
  const about = recordNamed(name);
  const shown = (obligation: Obligation) => ({
    obligation,
    shown: { displayName: name, jobTitle: name, managerChain: [] },
  });
  const targets = Array.from({ length: TEAM_PAGE + 1 }, () => shown(obligationIn('outstanding')));
  const everyone: Selection = {
    kind: 'list',
    list: 'outstanding',
    office: 'chief-accounting-officer',
    department: name,
    below: ME,
  };
  const plan = (action: Action, facts: Partial<ActionPlan> = {}): ActionPlan => ({
    id: 'x'.repeat(60),
    action,
    selection: everyone,
    actor: ME,
    as: 'compliance',
    targets,
    notPossible: [
      { target: obligationIn('paused').id, because: 'paused' },
      { target: obligationIn('paused').id, because: 'own-obligation' },
    ],
    fingerprint: 'f'.repeat(64),
    about,
    proposedDue: due,
    ...facts,
  });
  const one: Selection = { kind: 'person', person: ME };
  const standing = shown(extended);
  const record = {
    at: NOW,
    by: ME,
    as: 'compliance',
    selection: everyone,
    because: name.repeat(3),
    due,
    targets: targets.map(({ obligation }) => obligation.id),
    finishedAt: NOW,
  } as const;
  const notDone = targets
    .slice(1)
    .map(({ obligation }) => ({ target: obligation.id, because: 'not-now' }) as const);
  const done = Array.from({ length: 10 }, () => name);
  const failed = notDone.slice(0, 10).map(({ because }) => ({ displayName: name, because }));
  const list = Array.from({ length: TEAM_PAGE }, (_, index) => ({
    obligationId: obligationIn('declined').id,
    personId: ME,
    displayName: name,
    kind: index % 2 ? ('decline' as const) : ('exception' as const),
    at: NOW,
    record: { id: `${obligationIn('declined').id}.decline.1`, sha256: obligationIn('declined').codeHash },
  }));
  const cycle = '2026' as CycleId;
  return [
    ...ACTIONS.flatMap((action): Named[] => [
      { what: `${action}, several`, card: actionFormCard(CONTEXT, { plan: plan(action) }) },
      {
        what: `${action}, one, again`,
        card: actionFormCard(CONTEXT, {
          plan: plan(action, { selection: one, targets: [standing], standing }),
          problem: CONTEXT.texts.actions.reasonMissing,
          reason: name,
          due,
        }),
      },
      {
        what: `${action}, done`,
        card: actionDoneCard(CONTEXT, {
          done: { outcome: 'done', id: 'x'.repeat(60), record: { ...record, action, notDone }, done, failed },
        }),
      },
    ]),
    {
      what: 'remind, second page',
      card: actionFormCard(CONTEXT, { plan: plan('remind'), from: TEAM_PAGE }),
    },
    ...STATUSES.map((status) => ({
      what: `action, not possible, ${status}`,
      card: actionFormCard(CONTEXT, {
        plan: plan('resume', {
          selection: one,
          targets: [],
          standing: shown(obligationIn(status)),
          notPossible: [{ target: obligationIn(status).id, because: 'not-paused' }],
        }),
      }),
    })),
    { what: 'action, nobody', card: actionFormCard(CONTEXT, { plan: plan('remind', { targets: [] }) }) },
    {
      what: 'action, not asked',
      card: actionFormCard(CONTEXT, {
        plan: plan('remind', { selection: one, targets: [], notPossible: [] }),
      }),
    },
    ...TYPED_ACTIONS.map((action) => ({
      what: `${action}, whom`,
      card: actionHowCard(CONTEXT, { action, team: true }),
    })),
    {
      what: 'action, several of a name',
      card: actionWhoCard(CONTEXT, {
        people: Array.from({ length: MOST_NAMESAKES }, () => about),
        more: true,
        action: 'excuse',
        selectionOf: () => everyone,
      }),
    },
    { what: 'action, cancelled', card: actionCancelledCard(CONTEXT) },
    {
      what: 'team, remind',
      card: teamRemindCard(CONTEXT, { plan: plan('remind'), problem: CONTEXT.texts.actions.changed }),
    },
    {
      what: 'team, nobody to remind',
      card: teamRemindCard(CONTEXT, { plan: plan('remind', { targets: [] }) }),
    },
    {
      what: 'team, reminded',
      card: teamRemindedCard(CONTEXT, {
        done: { outcome: 'done', id: 'x', record: { ...record, action: 'remind', notDone }, done, failed },
      }),
    },
    {
      what: 'cases',
      card: casesCard(CONTEXT, { cases: { cycle, list: { items: list, next: name } }, after: name }),
    },
    { what: 'no cases', card: casesCard(CONTEXT, { cases: { cycle, list: { items: [] } } }) },
  ];
}
