/** What the law's words are called on these pages. */
import type { Basis, HoldKind, Law, Mode, RequestKind } from './types';

/** What somebody may ask for, with what it means and what happens at once. */
export const KINDS: Record<RequestKind, { name: string; says: string }> = {
  access: { name: 'Access', says: 'They want to know what is held of them.' },
  portability: { name: 'Portability', says: 'They want what is held of them, to take along.' },
  rectification: { name: 'Rectification', says: 'They want something wrong put right. What is told newly takes its place; nothing is changed by this request itself.' },
  erasure: { name: 'Erasure', says: 'They want what is held of them destroyed. It is proposed, looked at and confirmed apart from this.' },
  restriction: { name: 'Restriction', says: 'They want it kept and not used. They are put on hold at once: nobody contacts them unasked.' },
  objection: { name: 'Objection', says: 'They object to what rests on your own interest. What is ticked is refused at once.' },
  withdrawal: { name: 'Withdrawal', says: 'They allow no more what they allowed. What is ticked is refused at once.' },
};

export const LAWS: Record<Law, { name: string; time: string; extends: boolean }> = {
  gdpr: { name: 'GDPR', time: 'One month; once, it may be made three.', extends: true },
  uk_gdpr: { name: 'UK GDPR', time: 'One month; once, it may be made three.', extends: true },
  ccpa: { name: 'CCPA', time: '45 days; once, they may be made 90.', extends: true },
  lgpd: { name: 'LGPD', time: '15 days, no more.', extends: false },
  other: { name: 'Another law', time: 'So many days as it gives, no more.', extends: false },
};

export const BASES: Record<Basis, string> = {
  consent: 'Consent',
  contract: 'Contract',
  legal_obligation: 'Legal obligation',
  legitimate_interest: 'Legitimate interest',
};

export const MODES: Record<Mode, { name: string; done: string; says: string }> = {
  erase: { name: 'Erase', done: 'erased', says: 'Of each interaction nothing is left but its place.' },
  anonymise: { name: 'Anonymise', done: 'anonymised', says: 'Of each interaction the day, channel, touchpoint and part of the organisation stay, to be counted.' },
};

export const HOLDS: Record<HoldKind, { name: string; says: string }> = {
  legal: { name: 'Legal hold', says: 'Nothing of theirs may be destroyed, neither by an erasure nor by retention.' },
  contact: { name: 'No contact', says: 'Nobody contacts them unasked, whatever they allowed.' },
};

/** The entries of one of these as choices. */
export const choices = <K extends string>(of: Record<K, { name: string } | string>): { value: K; label: string }[] =>
  (Object.entries(of) as [K, { name: string } | string][]).map(([value, said]) => ({ value, label: typeof said === 'string' ? said : said.name }));
