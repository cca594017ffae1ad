// How a page of ours stands up: `node page.mjs FILE...` prints {file: {axe, wide, stops, unseen, jumps, requests}}.
// axe: what axe-core finds in light and in dark. wide: by how many pixels the page is wider than its window at 1280 and
// at 320 CSS pixels (1280 at 400 %, WCAG 1.4.10). stops: how many places the Tab key reaches, unseen: those that show no
// focus. jumps: links that do not bring their target into the window. requests: everything it tried to load.
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const load = createRequire(path.resolve(process.env.JUDGES, 'package.json'));
const puppeteer = load('puppeteer-core');
const axe = await readFile(load.resolve('axe-core/axe.min.js'), 'utf8');
const MAX_JUMPS = 40;

async function violations(page, scheme) {
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  const result = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return result.violations.map((item) => `${scheme} ${item.id}: ${item.help} (${item.nodes.length})`);
}

async function width(page, size) {
  await page.setViewport({ width: size, height: 900 });
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

async function tabbing(page) {
  const unseen = [];
  let stops = 0;
  for (;;) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body || at.dataset.reached) return null;
      at.dataset.reached = 'yes';
      const box = at.getBoundingClientRect();
      const seen = getComputedStyle(at).outlineStyle !== 'none' && box.width > 0 && box.right > 0;
      return { name: at.textContent.slice(0, 60), seen };
    });
    if (!here) return { stops, unseen };
    stops += 1;
    if (!here.seen) unseen.push(here.name);
  }
}

async function jumping(page) {
  const links = await page.$$eval('main a[href^="#"]', (all) => all.map((one) => one.getAttribute('href')));
  const lost = [];
  for (const link of [...new Set(links)].slice(0, MAX_JUMPS)) {
    const there = await page.evaluate((target) => {
      location.hash = target;
      const box = document.getElementById(target.slice(1))?.getBoundingClientRect();
      return Boolean(box && box.top < innerHeight && box.bottom > 0);
    }, link);
    if (!there) lost.push(link);
  }
  return lost;
}

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
const found = {};
try {
  for (const file of process.argv.slice(2)) {
    const page = await browser.newPage();
    const requests = [];
    page.on('request', (request) => {
      if (!request.url().startsWith('data:') && !request.isNavigationRequest()) requests.push(request.url());
    });
    await page.goto(pathToFileURL(file).href);
    await page.evaluate(axe);
    const wide = { 1280: await width(page, 1280), 320: await width(page, 320) };
    await page.setViewport({ width: 1280, height: 900 });
    const { stops, unseen } = await tabbing(page);
    const links = await page.$$eval('a[href]', (all) => all.length);
    found[file] = {
      axe: [...await violations(page, 'light'), ...await violations(page, 'dark')],
      wide, stops, links, unseen, jumps: await jumping(page), requests,
    };
    await page.close();
  }
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(found), () => process.exit(0));
