/** What the pure parts ask of a browser, for tests in Node: a reader of British English in London. */
process.env['TZ'] = 'Europe/London';
Object.defineProperty(globalThis, 'navigator', { value: { language: 'en-GB' }, configurable: true });
