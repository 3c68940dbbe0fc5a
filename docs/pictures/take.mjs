// Takes pictures of a running stack's dashboard with the machine's own Chromium.
//
//   (cd docs/pictures && npm ci)
//   node docs/pictures/take.mjs http://127.0.0.1:15888 resources
//   node docs/pictures/take.mjs http://127.0.0.1:15888 trace RecordMissedAppointment
//
// The first word is the dashboard's address (./housing up prints it), the second the page, what follows is looked for on it.
// Pictures go to docs/pictures/<page>.png, or to the file that PICTURE names.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const pages = {
  resources: { path: '/', ready: 'Resources' },
  resource: { path: '/', open: true },
  console: { path: name => `/consolelogs/resource/${name}` },
  logs: { path: name => name ? `/structuredlogs/resource/${name}` : '/structuredlogs' },
  traces: { path: name => name ? `/traces/resource/${name}` : '/traces' },
  trace: { path: '/traces', waterfall: true },
  metrics: { path: name => `/metrics/resource/${name}` },
};

const [address, page, ...rest] = process.argv.slice(2);
const what = rest.join(' ');
if (!address || !pages[page]) {
  console.error(`Say the dashboard's address and a page: ${Object.keys(pages).join(', ')}.`);
  process.exit(2);
}

const profile = await mkdtemp(join(tmpdir(), 'housing-picture-'));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-quic', '--no-first-run', '--disable-component-update', '--disable-sync'],
  viewport: { width: 1440, height: 900 },
  colorScheme: 'light',
});
try {
  const tab = await browser.newPage();
  tab.setDefaultTimeout(20_000);
  const { path, open, waterfall } = pages[page];
  await tab.goto(new URL(typeof path === 'function' ? path(what) : path, address).href, { waitUntil: 'load' });
  if (open) await tab.getByText(what, { exact: true }).first().click();
  if (waterfall) {
    // The newest trace whose first span has this name.
    await tab.locator('fluent-search input').fill(what);
    const found = tab.locator('td[title*="Trace Id: "]', { hasText: what }).last();
    const [, id] = /Trace Id: ([0-9a-f]{32})/.exec(await found.getAttribute('title'));
    await tab.goto(new URL(`/traces/detail/${id}`, address).href, { waitUntil: 'load' });
  }
  await settled(tab);
  const file = process.env.PICTURE ?? join(import.meta.dirname, `${page}.png`);
  await tab.screenshot({ path: file });
  console.log(file);
} finally {
  await browser.close();
  await rm(profile, { recursive: true, force: true });
}

// The dashboard draws as data arrives: the page has settled when two looks a second apart show the same text.
async function settled(tab) {
  let before;
  for (let look = 0; look < 15; look++) {
    const now = (await tab.locator('body').innerText()).replaceAll(/\d+(\.\d+)? ?m?s/g, '');
    if (now === before && now.length > 100) return;
    before = now;
    await tab.waitForTimeout(1000);
  }
}
