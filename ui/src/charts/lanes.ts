/** What a chart of lanes over time is made of. */
import type { IconName } from '../kit/icons';

export type Lane = { id: string; label: string; icon: IconName; colour: string };

export type LanePoint = {
  id: string;
  lane: string;
  /** Milliseconds since 1970. */
  at: number;
  /** Whether the line goes through it. */
  large: boolean;
  /** What is wrong with it, counted; drawn as a ring. */
  warnings: number;
  /** What it is, in words. */
  label: string;
};
