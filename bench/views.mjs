// How fast every view of Journeys is: from the click on its tab to its picture on the screen.

/** No click on a view is to take longer, in milliseconds. */
export const AIM = 300;
/** After one that fetches the view's file. */
const ROUNDS = 10;

const steps = (...names) => encodeURIComponent(JSON.stringify(names.map((name) => [name])));
const ORDER = steps('Order Placed', 'Parcel Delivered', 'Service Activated');

/** Each view with its tab, what is chosen on it, and the pictures that it has. */
const VIEWS = [
  { view: 'paths', tab: 'Paths', pictures: ['Where ways part'] },
  { view: 'map', tab: 'Map', pictures: ['What follows what'] },
  { view: 'funnel', tab: 'Funnel', chosen: `steps=${steps('web.home', 'web.tariffs', 'web.basket', 'web.checkout')}`, pictures: ['How far people get'] },
  { view: 'cohorts', tab: 'Cohorts', pictures: ['Who is back'] },
  { view: 'sessions', tab: 'Sessions', pictures: ['What sessions begin with'] },
  { view: 'repeats', tab: 'Repeats', pictures: ['Who must come again'] },
  { view: 'moments, over whole journeys', tab: 'Moments', chosen: 'all=yes&whole=yes&bad=Customer%20Left&facts=contract', pictures: ['What goes with a good end'] },
  { view: 'design, with emotions', tab: 'Design', chosen: `all=yes&by=name&steps=${ORDER}&start=Order%20Placed`, pictures: ['Who comes to each stage', 'Where ways leave it', 'What people say along the way'] },
  { view: 'effort', tab: 'Effort', pictures: ['Effort by week', 'Who asks again'] },
  { view: 'silos', tab: 'Silos', pictures: ['How matters pass between departments'] },
];

/** Where each click begins: another tab. */
const elsewhere = ({ tab }) => VIEWS.find((other) => other.tab === (tab === 'Sessions' ? 'Repeats' : 'Sessions'));

/** Clicks a tab and says after how many milliseconds everything of the view is painted: its pictures, and nothing waits. */
const clicked = (page, { tab, chosen = '', pictures }) =>
  page.evaluate(
    ([tab, chosen, pictures]) =>
      new Promise((done) => {
        const link = [...document.querySelectorAll('nav[aria-label="Parts of this page"] a')].find((each) => each.textContent === tab);
        // What is chosen on a view stands in its address, as it does in a view that was kept.
        if (chosen !== '') link.setAttribute('href', `${link.pathname}?${chosen}`);
        const drawn = (name) => document.querySelector(`main svg[role=listbox][aria-label="${name}"] [role=option]`);
        const waits = () => document.querySelector('main .waiting, main [aria-busy=true]');
        const started = performance.now();
        const look = () => {
          if (!pictures.every(drawn) || waits()) return;
          watch.disconnect();
          // A frame is on the screen when the task behind it runs.
          requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)));
        };
        const watch = new MutationObserver(look);
        watch.observe(document.body, { childList: true, subtree: true, attributes: true, characterData: true });
        link.click();
        look();
      }),
    [tab, chosen, pictures],
  );

/** Of each view the median and the slowest. */
export async function views(page, url) {
  const rows = [];
  await page.goto(`${url}/journeys/sessions`);
  await page.locator('main svg[role=listbox] [role=option]').first().waitFor();
  for (const view of VIEWS) {
    const times = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      await clicked(page, elsewhere(view));
      const time = await clicked(page, view);
      if (round > 0) times.push(time);
    }
    times.sort((a, b) => a - b);
    rows.push({ view: view.view, median: (times[ROUNDS / 2 - 1] + times[ROUNDS / 2]) / 2, slowest: times[ROUNDS - 1] });
  }
  return rows;
}
