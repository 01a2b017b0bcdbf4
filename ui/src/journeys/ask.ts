/** What the pages of journeys ask, by the names that the API has for it. */
import type { components } from '../api/schema';

type Schemas = components['schemas'];

export type Filter = Schemas['Filter'];
export type Shape = Schemas['WireShape'];
export type Share = Schemas['WireShare'];
export type Ratio = Schemas['WireRatio'];
export type Spread = Schemas['WireSpread'];
/** By what interactions are called: their touchpoint, their channel, ... */
export type By = Schemas['By'];
/** What names are of: what interactions are called by, or facts that are told. */
export type Kind = By | 'fact';

export const BYS: readonly { value: By; label: string }[] = [
  { value: 'touchpoint', label: 'Touchpoints' },
  { value: 'channel', label: 'Channels' },
  { value: 'department', label: 'Departments' },
  { value: 'team', label: 'Teams' },
  { value: 'location', label: 'Locations' },
  { value: 'name', label: 'What happened' },
];

export const byOf = (text: string | null): By => BYS.find(({ value }) => value === text)?.value ?? 'touchpoint';
