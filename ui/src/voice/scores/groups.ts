/** By what answers are grouped, and what groups are called. */
import { called } from '../../journeys/called';
import type { GroupBy } from './score';

export const GROUPINGS: readonly { value: GroupBy; label: string }[] = [
  { value: 'department', label: 'Departments' },
  { value: 'touchpoint', label: 'Touchpoints' },
  { value: 'channel', label: 'Channels' },
  { value: 'stage', label: 'Stages' },
  { value: 'team', label: 'Teams' },
  { value: 'location', label: 'Locations' },
  { value: 'name', label: 'What happened' },
  { value: 'fact', label: 'A fact of people' },
];

export const groupingOf = (text: string | null): GroupBy => GROUPINGS.find(({ value }) => value === text)?.value ?? 'department';

/** Values that few people have are together, under this name. */
const OTHERS = '(other)';

/** A group as people read it. */
export function groupName(by: GroupBy, name: string): string {
  if (by === 'fact') return name === '' ? 'Not known' : name === OTHERS ? 'All other values' : name;
  if (by === 'stage') return name === '' ? 'No stage' : name;
  return called(by, name);
}
