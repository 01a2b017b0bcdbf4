/** A trend as a picture: its points, and the moments at which the scores became others. */
import type { components } from '../../api/schema';
import type { BandCut, BandPoint } from '../../charts/bands';
import { many } from '../../format/numbers';
import { inFullOf, type Period, periodName } from './score';

type Trend = components['schemas']['WireScoreTrend'];

/** A point for every period with answers. */
export const pointsOf = ({ periods, measure }: Trend, period: Period): BandPoint[] =>
  periods.flatMap(({ from, score }, slot) => {
    if (score.value == null) return [];
    const head = periodName(from, period);
    const said = [inFullOf(score, measure), `of ${many(score.people, 'person', 'people')}`];
    return [{ slot, value: score.value, low: score.low ?? null, high: score.high ?? null, few: !score.line, head, said, label: `${head}: ${said.join(', ')}`, opens: from }];
  });

/** Where the scores became others: before the first period of what came then. */
export const cutsOf = ({ periods, changes }: Trend): BandCut[] =>
  changes.flatMap(({ from, difference }) => {
    const slot = periods.findIndex((each) => each.from === from);
    const said = difference == null ? 'changed' : difference.value > 0 ? 'higher from here on' : 'lower from here on';
    return slot > 0 ? [{ slot, said }] : [];
  });
