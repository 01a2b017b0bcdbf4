// Voice: surveys are written beside the page that people will see, saved in versions, and shared.
import { createServer } from 'node:http';
import { equal, holds, json } from './ask.mjs';
import { SIZES, wrongsOf } from './looks.mjs';

const NAME = `after-contact-${Date.now().toString(36)}`;

export async function voice({ page, url, steps, screenshots }) {
  const phone = () => page.frameLocator('iframe[title="The page as people see it"]');
  const save = async (reason) => {
    await page.getByRole('button', { name: /^Save/ }).click();
    await page.getByRole('dialog').getByLabel('Why').fill(reason);
    await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  };

  await steps('surveys: a template becomes a draft, with the real page beside it', async () => {
    await page.goto(`${url}/customers`);
    await page.getByRole('heading', { name: 'Customers' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('v');
    await page.getByRole('link', { name: 'Surveys' }).click();
    await page.getByRole('button', { name: /^After contact/ }).click();
    await phone().getByText('How easy was it to get your matter settled?').waitFor();
    await page.getByLabel('Read in').selectOption('de');
    await phone().getByText('Wie leicht war es, Ihr Anliegen zu erledigen?').waitFor();
    await page.getByLabel('Read in').selectOption('en');
    await phone().getByText('How easy was it').waitFor();
  });

  await steps('surveys: the page can be answered, and a condition is shown as if it held', async () => {
    await phone().getByRole('radio', { name: '6' }).check();
    await phone().getByRole('radio', { name: 'Yes' }).last().check();
    await phone().getByRole('button', { name: 'Next' }).click();
    await phone().getByText('What did you have to say again?').waitFor();
    await page.getByRole('button', { name: /^4 What did you have to say again/ }).click();
    await page.getByText('As if answered: told_again: yes').waitFor();
    await phone().getByText('What did you have to say again?').waitFor();
  });

  await steps('surveys: questions are added, moved by keyboard, duplicated, and taken away with an undo', async () => {
    const questions = page.getByRole('list', { name: 'Questions' }).getByRole('listitem');
    await page.getByLabel('Answered with').last().selectOption('smileys');
    await page.getByRole('button', { name: 'Add a question' }).click();
    await page.getByRole('alert').getByText(/lacks a text in "en"/).waitFor();
    await page.getByLabel('What is asked, English').fill('How do you feel now?');
    await phone().getByText('How do you feel now?').waitFor();
    equal(await phone().locator('svg').count(), 5, 'faces drawn');
    await page.getByRole('button', { name: /^6 How do you feel now/ }).press('Alt+ArrowUp');
    await page.getByRole('button', { name: /^5 How do you feel now/ }).waitFor();
    holds(await page.evaluate(() => document.activeElement?.textContent?.includes('How do you feel now?')), 'the focus stays with what is moved');
    await page.getByRole('button', { name: 'Duplicate question 5' }).click();
    equal(await questions.count(), 7, 'questions');
    await page.getByRole('button', { name: 'Take away question 6' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    equal(await questions.count(), 7, 'questions after the undo');
    await page.getByRole('button', { name: 'Take away question 6' }).click();
  });

  await steps('surveys: what is not saved waits, and is saved with a reason', async () => {
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(NAME);
    await page.goto(`${url}/voice/surveys`);
    await page.getByRole('link', { name: NAME }).click();
    await phone().getByText('How easy was it').waitFor();
    await save('a check of the interface');
    await page.getByRole('heading', { name: 'Within a page' }).waitFor();
  });

  await steps('surveys: it is shared by link, code, script tag and invitation', async () => {
    await page.getByLabel('Where it is put').fill('footer');
    await page.getByText(`${url}/s/${NAME}?source=footer`, { exact: true }).waitFor();
    const code = page.getByRole('img', { name: /^QR code/ });
    await page.waitForFunction(() => (document.querySelector('img[alt^="QR code"]')?.naturalWidth ?? 0) > 0);
    await code.waitFor();
    holds((await page.getByLabel('The script tag').inputValue()).includes(`data-survey="${NAME}"`), 'the script tag names it');
    await page.getByLabel('Who is asked').fill('nobody@example.invalid');
    await page.getByRole('button', { name: 'Make the invitations' }).click();
    await page.getByText('not asked: unknown').waitFor();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV' }).click();
    equal((await saved).suggestedFilename(), `${NAME}-invitations.csv`, 'the file');
  });

  await steps('surveys: the next version says what it changed', async () => {
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await page.getByRole('button', { name: /^1 How easy was it/ }).waitFor();
    await page.getByLabel('What is asked, English').fill('How easy was it to get this settled?');
    await phone().getByText('get this settled').waitFor();
    await save('shorter');
    await page.getByText('version 2').first().waitFor();
    await page.getByRole('button', { name: 'Versions' }).click();
    await page.getByRole('button', { name: /^shorter/ }).click();
    await page.getByText(/and is “How easy was it to get this settled\?”/).waitFor();
  });

  await steps('surveys: a site of another origin shows it under a strict policy, and stores nothing', () => widget(page, url));

  await page.emulateMedia({ reducedMotion: 'reduce' });
  const views = { list: '', questions: `?survey=${NAME}`, change: `?survey=${NAME}&view=write`, share: `?survey=${NAME}&view=share`, versions: `?survey=${NAME}&view=versions&changes=2` };
  for (const [name, query] of Object.entries(views)) {
    await steps(`surveys, ${name}: axe finds nothing, and it fits`, async () => {
      const found = [];
      for (const [size, viewport] of Object.entries(SIZES)) {
        await page.setViewportSize(viewport);
        await page.goto(`${url}/voice/surveys${query}`);
        await page.locator('main section').first().waitFor();
        await page.waitForTimeout(600);
        found.push(...(await wrongsOf(page, `${screenshots}surveys-${name}-${size}`)).map((wrong) => `${size} ${wrong}`));
      }
      equal(found, [], name);
    });
  }
  await steps('surveys, the public page: axe finds nothing, and it fits', async () => {
    const found = [];
    for (const [size, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport);
      await page.goto(`${url}/s/${NAME}`);
      // The page runs no script: what is measured is what it looks like.
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: `${screenshots}survey-page-${size}-${colorScheme}.png`, fullPage: true });
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) found.push(`${size}: ${wide} px too wide`);
    }
    equal(found, [], 'the public page');
  });
  await page.setViewportSize(SIZES.desktop);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: null });
}

/** A site that allows no more than it must, with the widget in both ways. */
async function widget(page, url) {
  const site = createServer((request, answer) => {
    const popover = request.url === '/popover';
    answer.setHeader('Content-Type', 'text/html; charset=utf-8');
    answer.setHeader('Content-Security-Policy', `default-src 'none'; script-src ${url}; frame-src ${url}`);
    const tag = `<script async src="${url}/survey.js" data-survey="widget-check" data-remember="30" ${popover ? 'data-position="popover" data-label="Tell us"' : ''}></script>`;
    answer.end(`<!doctype html><html lang="en"><head><title>A site</title></head><body><main><h1>A site</h1><p>Before</p>${tag}<p>Behind</p></main></body></html>`);
  });
  await new Promise((ready) => site.listen(0, '127.0.0.1', ready));
  const origin = `http://127.0.0.1:${site.address().port}`;
  const said = (text) => ({ en: text });
  await json(page, 'PUT', '/api/v1/surveys/widget-check?reason=a+check', {
    title: said('Your visit'), thanks: said('Thank you'), languages: ['en'], embedded_on: [origin],
    questions: [{ id: 'csat', text: said('How was it?'), answer: { kind: 'csat' }, required: true }],
  });
  const visitor = await page.context().newPage();
  const complaints = [];
  visitor.on('console', (message) => message.type() === 'error' && !/favicon/.test(message.location().url) && complaints.push(message.text()));
  visitor.on('pageerror', (error) => complaints.push(error.message));
  try {
    await visitor.goto(`${origin}/`);
    const inline = visitor.frameLocator('iframe[title="Survey"]');
    await inline.getByText('How was it?').waitFor();
    // The frame is as high as its page.
    await visitor.waitForFunction(() => { const height = document.querySelector('iframe')?.style.height ?? ''; return height.endsWith('px') && Number.parseInt(height, 10) > 150; });
    await visitor.goto(`${origin}/popover`);
    const button = visitor.getByRole('button', { name: 'Tell us' });
    await button.click();
    const frame = visitor.frameLocator('dialog iframe');
    await frame.getByText('How was it?').waitFor();
    equal(await visitor.evaluate(() => document.querySelector('dialog')?.matches(':modal')), true, 'the dialog is modal');
    await frame.getByRole('radio', { name: '4' }).focus();
    await visitor.keyboard.press('Escape');
    await visitor.waitForFunction(() => document.querySelector('dialog')?.open === false);
    equal(await visitor.evaluate(() => document.activeElement?.textContent), 'Tell us', 'the focus is given back');
    equal(await visitor.evaluate(() => localStorage.length), 0, 'what is stored without consent');
    await visitor.evaluate(() => document.querySelector('script[data-survey]').setAttribute('data-consent', 'given'));
    await button.click();
    await frame.getByRole('radio', { name: '4' }).check();
    await frame.getByRole('button', { name: 'Send' }).click();
    await frame.getByText('Thank you').waitFor();
    await visitor.waitForFunction(() => localStorage.length === 1);
    await visitor.waitForFunction(() => document.querySelector('dialog')?.open === false, undefined, { timeout: 8000 });
    equal(await button.count(), 0, 'buttons after the answer');
    await visitor.reload();
    await visitor.waitForTimeout(300);
    equal(await button.count(), 0, 'buttons for who has answered');
    equal(await visitor.evaluate(() => document.cookie), '', 'cookies');
    equal(complaints, [], 'what the site complains of');
  } finally {
    await visitor.close();
    site.close();
  }
}
