/** Short names for what the API answers about privacy. */
import type { components } from '../api/schema';

type Schemas = components['schemas'];

export type Request = Schemas['WireRequest'];
export type RequestKind = Schemas['RequestKind'];
export type Law = Schemas['Law'];
export type Step = Schemas['Change'];
export type Erasure = Schemas['WireErasure'];
export type Mode = Schemas['Mode'];
export type Hold = Schemas['WireHold'];
/** A hold with whom it lies on. */
export type Held = Schemas['WireHeld'];
export type HoldKind = Schemas['HoldKind'];
export type Purpose = Schemas['WirePurpose'];
export type Basis = Schemas['LegalBasis'];
export type Kept = Schemas['WireKept'];
export type Run = Schemas['WireRun'];
