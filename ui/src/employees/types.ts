/** What the API says of employees. */
import type { components } from '../api/schema';

type Schemas = components['schemas'];

export type Note = Schemas['WireNote'];
export type Need = Schemas['WireNeed'];
export type Status = Note['status'];
export type Wave = Schemas['WireWave'];
export type WaveResults = Schemas['WireWaveResults'];
export type WaveQuestion = Schemas['WireWaveQuestion'];
export type WaveCell = Schemas['WireWaveCell'];
export type Joined = Schemas['WireJoined'];
export type JoinedPlace = Schemas['JoinedPlace'];
export type Relation = Schemas['JoinedRelation'];
export type Measure = Schemas['Measure'];
export type Score = Schemas['WireScore'];
