/** The pages that exist. A later page adds its line here, and navigation, palette, `g` + letter and help have it. */
import type { Component } from 'svelte';
import type { IconName } from '../kit/icons';
import type { Right } from './session.svelte';
import { session } from './session.svelte';

export type PageComponent = Component<Record<string, never>>;

export type Page = {
  name: string;
  /** The first part of its address. */
  at: string;
  icon: IconName;
  /** The letter after `g`. */
  letter: string;
  /** Whoever holds one of these is offered the page. */
  rights: readonly Right[];
  load: () => Promise<{ default: PageComponent }>;
  /** Its parts, each with an address of its own below the page's. */
  parts?: readonly { name: string; at: string; right: Right }[];
};

export const pages: readonly Page[] = [
  {
    name: 'Customers',
    at: 'customers',
    icon: 'people',
    letter: 'c',
    rights: ['SeePeople'],
    load: () => import('../customers/Customers.svelte'),
  },
  {
    name: 'Journeys',
    at: 'journeys',
    icon: 'split',
    letter: 'j',
    rights: ['SeeJourneys'],
    load: () => import('../journeys/Journeys.svelte'),
    parts: [
      { name: 'Paths', at: 'paths', right: 'SeeJourneys' },
      { name: 'Map', at: 'map', right: 'SeeJourneys' },
      { name: 'Funnel', at: 'funnel', right: 'SeeJourneys' },
      { name: 'Cohorts', at: 'cohorts', right: 'SeeJourneys' },
      { name: 'Sessions', at: 'sessions', right: 'SeeJourneys' },
      { name: 'Repeats', at: 'repeats', right: 'SeeJourneys' },
      { name: 'Moments', at: 'moments', right: 'SeeJourneys' },
      { name: 'Design', at: 'design', right: 'SeeJourneys' },
      { name: 'Effort', at: 'effort', right: 'SeeJourneys' },
      { name: 'Silos', at: 'silos', right: 'SeeJourneys' },
    ],
  },
  {
    name: 'Voice',
    at: 'voice',
    icon: 'chat',
    letter: 'v',
    rights: ['SeeJourneys', 'SeePeople'],
    load: () => import('../voice/Voice.svelte'),
    parts: [
      { name: 'Scores', at: 'scores', right: 'SeeJourneys' },
      { name: 'Drivers', at: 'drivers', right: 'SeeJourneys' },
      { name: 'Themes', at: 'themes', right: 'SeeJourneys' },
      { name: 'Verbatims', at: 'verbatims', right: 'OpenFigures' },
      { name: 'Surveys', at: 'surveys', right: 'SeeJourneys' },
      { name: 'Alerts', at: 'alerts', right: 'SeePeople' },
      { name: 'Improvements', at: 'improvements', right: 'SeeJourneys' },
      { name: 'Asked', at: 'asked', right: 'AskPeople' },
    ],
  },
  {
    name: 'Employees',
    at: 'employees',
    icon: 'record',
    letter: 'e',
    rights: ['BeKnown'],
    load: () => import('../employees/Employees.svelte'),
    parts: [
      { name: 'Joined', at: 'joined', right: 'SeeJourneys' },
      { name: 'Pulses', at: 'pulse', right: 'SeeJourneys' },
      { name: 'Notes', at: 'notes', right: 'BeKnown' },
      { name: 'Needs', at: 'needs', right: 'BeKnown' },
    ],
  },
  {
    name: 'Data & privacy',
    at: 'data',
    icon: 'data',
    letter: 'd',
    rights: ['SeeIntake', 'SeeLinks', 'ProtectPeople', 'SeeAudit'],
    load: () => import('../data/Data.svelte'),
    parts: [
      { name: 'Live', at: 'live', right: 'SeeIntake' },
      { name: 'Sources', at: 'sources', right: 'SeeIntake' },
      { name: 'Connectors', at: 'connectors', right: 'SeeIntake' },
      { name: 'Dropped', at: 'dropped', right: 'HandleDropped' },
      { name: 'Identity', at: 'identity', right: 'SeeLinks' },
      { name: 'Requests', at: 'requests', right: 'ProtectPeople' },
      { name: 'Erasures', at: 'erasures', right: 'ProtectPeople' },
      { name: 'Retention', at: 'retention', right: 'ProtectPeople' },
      { name: 'Audit', at: 'audit', right: 'SeeAudit' },
    ],
  },
  {
    name: 'Settings',
    at: 'settings',
    icon: 'settings',
    letter: 's',
    rights: ['BeKnown'],
    load: () => import('../settings/Settings.svelte'),
    parts: [
      { name: 'You', at: 'you', right: 'BeKnown' },
      { name: 'Users', at: 'users', right: 'ManageAccess' },
      { name: 'Keys', at: 'keys', right: 'ManageAccess' },
      { name: 'Touchpoints', at: 'touchpoints', right: 'SeeOrganisation' },
      { name: 'Organisation', at: 'organisation', right: 'SeeOrganisation' },
      { name: 'Costs', at: 'costs', right: 'SeeOrganisation' },
      { name: 'Webhooks', at: 'webhooks', right: 'ManageAccess' },
      { name: 'Namespaces & limits', at: 'limits', right: 'SeeIntake' },
    ],
  },
];

export const offered = (): readonly Page[] => pages.filter((page) => page.rights.some((right) => session.may(right)));

export const offeredParts = (page: Page) => (page.parts ?? []).filter(({ right }) => session.may(right));
