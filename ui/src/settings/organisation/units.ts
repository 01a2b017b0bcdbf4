/** The units of the organisation: what is said of each kind, and where they stand. */
import type { components } from '../../api/schema';

type Schemas = components['schemas'];

export type UnitKind = Schemas['UnitKind'];
export type Moment = Schemas['Moment'];
export type Named = Schemas['WireNamed'];
export type Tree = Schemas['WireTree'];

export type FieldName = 'legal_entity' | 'brand' | 'department' | 'time_zone' | 'address' | 'kind' | 'channel' | 'owner' | 'stage' | 'moment';
/** What is said of a unit, whatever its kind. */
export type Said = Partial<Record<FieldName, string | null>>;
export type Unit = Said & { name: string; valid_from: string; valid_until?: string | null };
export type Field = { name: FieldName; label: string; required?: true; hint?: string; of?: UnitKind; known?: readonly string[] };

export const KINDS: Record<UnitKind, { one: string; many: string; fields: readonly Field[] }> = {
  brands: { one: 'brand', many: 'Brands', fields: [{ name: 'legal_entity', label: 'Legal entity', hint: 'The company behind it.' }] },
  departments: { one: 'department', many: 'Departments', fields: [{ name: 'brand', label: 'Brand', of: 'brands', hint: 'Left out where it works for all brands.' }] },
  teams: { one: 'team', many: 'Teams', fields: [{ name: 'department', label: 'Department', of: 'departments', required: true }] },
  locations: {
    one: 'location',
    many: 'Locations',
    fields: [
      { name: 'time_zone', label: 'Time zone', required: true, hint: 'Such as Europe/London.', known: Intl.supportedValuesOf('timeZone') },
      { name: 'department', label: 'Department', of: 'departments', hint: 'Or a brand, or neither.' },
      { name: 'brand', label: 'Brand', of: 'brands' },
      { name: 'address', label: 'Address' },
    ],
  },
  partners: {
    one: 'partner',
    many: 'Partners',
    fields: [{ name: 'kind', label: 'Kind', required: true, known: ['dealer', 'subcontractor', 'supplier'] }],
  },
  touchpoints: {
    one: 'touchpoint',
    many: 'Touchpoints',
    fields: [
      { name: 'channel', label: 'Channel', required: true, known: ['web', 'app', 'email', 'phone', 'chat', 'store'] },
      { name: 'department', label: 'Department', of: 'departments' },
      { name: 'owner', label: 'Owner', hint: 'The user who answers for it, by name.' },
      { name: 'stage', label: 'Stage of the journey' },
      { name: 'moment', label: 'Moment' },
    ],
  },
};

export const kindChoices = (Object.keys(KINDS) as UnitKind[]).map((value) => ({ value, label: KINDS[value].one }));

export const MOMENTS: readonly { value: string; label: string }[] = [
  { value: '', label: 'not said' },
  { value: 'stimulus', label: 'stimulus: what makes them look' },
  { value: 'zero', label: 'zero: they inform themselves' },
  { value: 'first', label: 'first: they choose' },
  { value: 'second', label: 'second: they use it' },
  { value: 'ultimate', label: 'ultimate: they tell others' },
];

/** What is said of a unit, without what is empty: what is left out is no more. */
export function saidOf(kind: UnitKind, values: Said): Said {
  const said = KINDS[kind].fields.map(({ name }) => [name, values[name]?.trim() ?? ''] as const).filter(([, value]) => value !== '');
  return Object.fromEntries(said) as Said;
}

export const isWhole = (kind: UnitKind, values: Said): boolean =>
  KINDS[kind].fields.every(({ name, required }) => required !== true || (values[name]?.trim() ?? '') !== '');

/** All units of a kind, wherever in the tree they stand. */
export function unitsOf(tree: Tree, kind: UnitKind): Unit[] {
  const departments = [...tree.brands.flatMap((brand) => brand.departments), ...tree.departments];
  switch (kind) {
    case 'brands':
      return tree.brands as Unit[];
    case 'departments':
      return departments as Unit[];
    case 'teams':
      return [...departments.flatMap((one) => one.teams), ...tree.teams] as Unit[];
    case 'locations':
      return [...tree.brands.flatMap((one) => one.locations), ...departments.flatMap((one) => one.locations), ...tree.locations] as Unit[];
    case 'partners':
      return tree.partners as Unit[];
    case 'touchpoints':
      return [...departments.flatMap((one) => one.touchpoints), ...tree.touchpoints] as Unit[];
  }
}
