/** Who stands behind a driver. */
import { api, ask } from '../../api/client';
import type { Behind } from '../../journeys/people/behind';
import type { Opened } from '../../journeys/people/opened';
import type { Asked } from './asking';
import { type Driver, limitsOf, sideName } from './driver';

/** What the address opens: a driver and one of its sides. */
export function behindDriver(opened: Opened | undefined, asked: Asked, drivers: readonly Driver[]): Behind | undefined {
  const [side, name] = opened ?? [];
  const driver = drivers.find((each) => each.name === name);
  if ((side !== 'poor' && side !== 'good') || !driver) return undefined;
  return {
    title: sideName(driver, side),
    read: (page, signal) => ask(api.POST('/api/v1/drivers/people', { body: { drivers: asked, driver: driver.name, page, ...limitsOf(driver, side) }, signal })),
  };
}
