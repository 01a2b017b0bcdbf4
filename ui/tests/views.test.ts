/** Saved views: what of an address they are. */
import { describe, expect, it } from 'vitest';
import { savedView, viewOf } from '../src/views/address';

describe('the view of an address', () => {
  it('is the page with every filter, in one order, without what is opened for a moment', () => {
    expect(viewOf('/journeys/paths', '?time=30d&by=channel&open=%5B%22node%22%5D')).toBe('/journeys/paths?by=channel&time=30d');
    expect(viewOf('/journeys/paths', '?open=x')).toBe('/journeys/paths');
    expect(viewOf('/journeys/map', '')).toBe('/journeys/map');
  });

  it('is the same however its address is written', () => {
    const written = '/journeys/funnel?steps=%5B%5B%22Order%20Placed%22%5D%5D&by=name';
    expect(savedView(written)).toBe(viewOf('/journeys/funnel', '?by=name&steps=[["Order+Placed"]]'));
    expect(savedView('/journeys/map')).toBe('/journeys/map');
  });

  it('is written with ASCII alone, as the server keeps it', () => {
    expect(viewOf('/journeys/paths', '?location=Zürich "West" <1>#')).toMatch(/^[!$%&'()*+,./:;=?@A-Za-z0-9_~-]+$/);
    expect(viewOf('/journeys/paths', '?location=Zürich#')).not.toContain('#');
  });
});
