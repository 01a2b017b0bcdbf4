/** Why a link is there, in words. */
import type { Link } from '../../api/types';
import { dayWithYear } from '../../format/dates';

export const STATES: Record<string, { word: string; tone: 'good' | 'warn' | 'bad' | 'plain'; says: string }> = {
  active: { word: 'joined', tone: 'good', says: 'These two hold together' },
  conflict: { word: 'conflict', tone: 'warn', says: 'Refused, because the two sides hold what one person cannot have; it waits for a decision' },
  apart: { word: 'kept apart', tone: 'bad', says: 'Somebody said that these are two people' },
  idle: { word: 'does not count', tone: 'plain', says: 'One of them is shared or blocked, and joins nobody' },
};

export function because({ evidence, decisions }: Link): string {
  const decided = decisions.find(({ verdict }) => verdict !== 'undecided');
  if (decided) return `${decided.who} said so on ${dayWithYear(decided.at)}: “${decided.reason}”`;
  const seen = evidence.first_seen == null ? 'Seen together' : `Seen together on ${dayWithYear(evidence.first_seen)}`;
  const told = evidence.asserted ? `${seen}, said to be the same` : seen;
  return evidence.only_public ? `${told}, by a public source only` : told;
}
