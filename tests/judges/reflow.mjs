// How the pages of books behave for readers who change them: `node reflow.mjs FILE...` prints, for each XHTML page,
// what is wider than a window of 320 CSS px and of 1280 px zoomed to 400 % (WCAG 1.4.10), which of that scrolls by
// itself and how it is named and reached, and what axe-core finds in light, dark, more contrast and forced colours,
// with the colours that text and ground have there. With SHOTS, pictures are left in that folder.
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const load = createRequire(path.resolve(process.env.JUDGES, 'package.json'));
const puppeteer = load('puppeteer-core');
const axe = await readFile(load.resolve('axe-core/axe.min.js'), 'utf8');

const WINDOWS = {
  narrow: { width: 320, height: 800, deviceScaleFactor: 1 },
  // A browser's zoom divides the window's CSS pixels and multiplies the device's: 1280 px at 400 % are 320 CSS px.
  zoomed: { width: 1280 / 4, height: 1024 / 4, deviceScaleFactor: 4 },
  wide: { width: 1280, height: 1024, deviceScaleFactor: 1 },
};
const MODES = {
  light: [],
  dark: [{ name: 'prefers-color-scheme', value: 'dark' }],
  contrast: [{ name: 'prefers-contrast', value: 'more' }],
  forced: [{ name: 'forced-colors', value: 'active' }],
  forcedDark: [{ name: 'forced-colors', value: 'active' }, { name: 'prefers-color-scheme', value: 'dark' }],
};

// What sticks out of the window sideways, and what scrolls by itself.
function measured() {
  const name = (made) => made.getAttribute('aria-label')
    ?? document.getElementById(made.getAttribute('aria-labelledby') ?? '')?.textContent?.trim() ?? '';
  const scrollers = [...document.querySelectorAll('*')].filter((made) => made !== document.documentElement
    && made.scrollWidth > made.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(made).overflowX));
  const inside = (made) => scrollers.some((one) => one !== made && one.contains(made));
  const outside = [...document.body.querySelectorAll('*')].filter((made) => !inside(made)
    && made.getBoundingClientRect().right > document.documentElement.clientWidth + 1);
  return {
    page: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    outside: outside.map((made) => `${made.localName}.${made.className}`),
    scrollers: scrollers.map((made) => ({ role: made.getAttribute('role'), name: name(made), tabindex: made.tabIndex,
      holds: made.firstElementChild?.localName ?? '' })),
  };
}

function colours() {
  const style = getComputedStyle(document.querySelector('p') ?? document.body);
  const canvas = document.createElement('div');
  canvas.style.backgroundColor = 'Canvas';
  document.body.append(canvas);
  const ground = getComputedStyle(canvas).backgroundColor;
  canvas.remove();
  return { text: style.color, ground, align: style.textAlign, size: style.fontSize };
}

// axe-core 4.14 looks at labels without knowing DPUB-ARIA, which asks for one on a page break (DPUB-ARIA 1.1, doc-pagebreak).
function withoutPageBreaks(item) {
  if (item.id !== 'aria-prohibited-attr') return item;
  return { ...item, nodes: item.nodes.filter((node) => !node.html.includes('role="doc-pagebreak"')) };
}

// What the Tab key reaches, in order: roles or names of elements.
async function reached(page) {
  const found = [];
  for (let press = 0; press < 200; press += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const made = document.activeElement;
      return made === document.body ? '' : (made.getAttribute('role') ?? made.localName);
    });
    if (!at) break;
    found.push(at);
  }
  return found;
}

async function inModes(page, shots, name) {
  const seen = {};
  for (const [mode, features] of Object.entries(MODES)) {
    await page.setViewport(WINDOWS.wide);
    const session = await page.createCDPSession();
    await session.send('Emulation.setEmulatedMedia', { features });
    // axe-core takes the ground of a page for white; it is told the one that the browser paints.
    const ground = await page.addStyleTag({ content: 'html { background-color: Canvas }' });
    const result = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations', 'passes'] }));
    await ground.evaluate((made) => made.remove());
    seen[mode] = { ...await page.evaluate(colours),
      axe: result.violations.map(withoutPageBreaks).filter((item) => item.nodes.length)
        .map((item) => `${item.id}: ${item.help} (${item.nodes.map((node) => node.html).join(' ')})`),
      contrast: result.passes.find((item) => item.id === 'color-contrast')?.nodes.length ?? 0 };
    if (shots) await page.screenshot({ path: path.join(shots, `${name}-${mode}.png`), fullPage: true });
    await session.send('Emulation.setEmulatedMedia', { features: [] });
    await session.detach();
  }
  return seen;
}

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM,
  protocolTimeout: 60_000,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
const found = {};
try {
  for (const file of process.argv.slice(2)) {
    const name = path.basename(path.resolve(file, '../..'));
    const page = await browser.newPage();
    await page.goto(pathToFileURL(file).href);
    const windows = {};
    for (const [kind, size] of Object.entries(WINDOWS)) {
      await page.setViewport(size);
      windows[kind] = await page.evaluate(measured);
      if (process.env.SHOTS) {
        await page.screenshot({ path: path.join(process.env.SHOTS, `${name}-${kind}.png`), fullPage: true });
      }
    }
    await page.setViewport(WINDOWS.narrow);
    const keyboard = await reached(page);
    await page.evaluate(axe);
    found[file] = { windows, keyboard, modes: await inModes(page, process.env.SHOTS, name) };
    await page.close();
  }
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(found), () => process.exit(0));
