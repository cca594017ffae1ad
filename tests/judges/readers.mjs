// Opens EPUBs in reading systems that no one here wrote: `node readers.mjs FILE...` prints {file: {parsed, epubjs,
// readium}}. The files are served from loopback, packaged for epub.js and entry by entry for Readium's navigator, whose
// manifest Readium's own parser (r2-shared-js) makes of the package. Each chapter is told as the reader shows it.
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

const load = createRequire(path.resolve(process.env.JUDGES, 'package.json'));
const modules = path.resolve(process.env.JUDGES, 'node_modules');
const puppeteer = load('puppeteer-core');
const JSZip = load('jszip');
const { EpubParsePromise } = load('r2-shared-js/dist/es8-es2017/src/parser/epub');
const { initGlobalConverters_GENERIC, initGlobalConverters_SHARED } = load('r2-shared-js/dist/es8-es2017/src/init-globals');
const { TaJsonSerialize } = load('r2-lcp-js/dist/es8-es2017/src/serializable');
initGlobalConverters_GENERIC();
initGlobalConverters_SHARED();

const TYPES = { '.xhtml': 'application/xhtml+xml', '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png',
  '.jpg': 'image/jpeg', '.js': 'text/javascript', '.json': 'application/json', '.epub': 'application/epub+zip',
  '.ncx': 'application/x-dtbncx+xml', '.opf': 'application/oebps-package+xml', '.html': 'text/html' };
const HOST = `<!DOCTYPE html><html lang="en"><title>Reader</title><meta charset="utf-8">
<style>html, body, #book, iframe { height: 100%; margin: 0 } iframe { width: 100%; border: 0 }</style><div id="book"></div>`;

const files = process.argv.slice(2);
const zips = await Promise.all(files.map(async (file) => JSZip.loadAsync(await readFile(file))));

async function answer(url) {
  const [, kind, number, ...rest] = decodeURIComponent(url.pathname).split('/');
  if (kind === 'host') return { type: '.html', body: HOST };
  if (kind === 'module') return { type: '.js', body: await readFile(path.join(modules, number, ...rest)) };
  if (kind === 'packed') return { type: '.epub', body: await readFile(files[Number(number.replace('.epub', ''))]) };
  const entry = kind === 'book' ? zips[Number(number)]?.file(rest.join('/')) : null;
  return entry && { type: path.extname(entry.name), body: await entry.async('nodebuffer') };
}

const server = createServer((request, response) => {
  answer(new URL(request.url, 'http://localhost')).catch(() => null).then((found) => {
    response.writeHead(found ? 200 : 404, { 'content-type': found ? TYPES[found.type] ?? 'text/plain' : 'text/plain' });
    response.end(found ? found.body : 'not here');
  });
});
await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
const origin = `http://127.0.0.1:${server.address().port}`;

// What a chapter holds, as it stands in the reader's own frame.
function chapterIn(document) {
  const text = (element) => element.textContent.replace(/\s+/g, ' ').trim();
  const all = (selector) => [...document.querySelectorAll(selector)];
  const levels = 'h1, h2, h3, h4, h5, h6';
  return {
    headings: all(levels).map((made) => [Number(made.getAttribute('aria-level') ?? made.localName[1]), text(made)]),
    quotes: all('blockquote').map(text),
    speakers: all('figure > blockquote').map((made) => text(made.parentElement.querySelector('figcaption'))),
    references: all('[role=doc-noteref]').map((made) => made.getAttribute('href')),
    notes: all('[role=doc-footnote]').map((made) => [made.id, text(made)]),
    pages: all('[role=doc-pagebreak]').map((made) => made.getAttribute('aria-label')),
    marks: all('q').map((made) => document.defaultView.getComputedStyle(made, '::before').content),
    height: Math.round(document.body?.getBoundingClientRect().height ?? 0),
  };
}

async function inEpubJs(page, number) {
  await page.goto(`${origin}/host`);
  await page.addScriptTag({ url: `${origin}/module/jszip/dist/jszip.min.js` });
  await page.addScriptTag({ url: `${origin}/module/epubjs/dist/epub.min.js` });
  return page.evaluate(async (address, source) => {
    const chapter = new Function(`return ${source}`)();
    const book = ePub(address);
    await book.ready;
    const rendition = book.renderTo('book', { flow: 'scrolled-doc', width: 600, height: 800 });
    const chapters = [];
    for (const section of book.spine.spineItems.filter((item) => item.linear)) {
      await rendition.display(section.href);
      chapters.push({ href: section.href, ...chapter(rendition.getContents()[0].document) });
    }
    const flat = (items) => items.flatMap((item) => [item.label.trim(), ...flat(item.subitems ?? [])]);
    const { title, language } = book.packaging.metadata;
    return { title, language, toc: flat(book.navigation.toc), pages: book.pageList?.pageList?.map((item) => item.page) ?? [],
      cover: await book.coverUrl() !== null, chapters };
  }, `${origin}/packed/${number}.epub`, chapterIn.toString());
}

// The parser writes a list of one as that one and no list of links; the navigator's own reader wants both here.
function listed(manifest, base) {
  const said = { ...manifest.metadata.accessibility };
  for (const name of ['hazard', 'feature', 'accessMode']) {
    if (name in said) said[name] = [said[name]].flat();
  }
  const links = [{ rel: 'self', href: `${base}manifest.json`, type: 'application/webpub+json' }];
  return { ...manifest, links, metadata: { ...manifest.metadata, accessibility: said } };
}

async function inReadium(page, number, manifest) {
  const base = `${origin}/book/${number}/`;
  await page.goto(`${origin}/host`);
  await page.evaluate(async (root, data) => {
    const { EpubNavigator } = await import(`${root}/module/@readium/navigator/dist/index.js`);
    const { HttpFetcher, Locator, LocatorLocations, Manifest, Publication } = await import(
      `${root}/module/@readium/shared/dist/index.js`);
    const made = Manifest.deserialize(data.manifest);
    const publication = new Publication({ manifest: made, fetcher: new HttpFetcher(undefined, data.base) });
    const positions = publication.readingOrder.items.map((link, at) => new Locator({ href: link.href, type: link.type,
      title: link.title ?? '', locations: new LocatorLocations({ position: at + 1, progression: 0, totalProgression: 0 }) }));
    const quiet = Object.fromEntries(['tap', 'click', 'handleLocator'].map((name) => [name, () => true]));
    const none = Object.fromEntries(['frameLoaded', 'positionChanged', 'zoom', 'miscPointer', 'scroll', 'customEvent',
      'textSelected'].map((name) => [name, () => {}]));
    globalThis.reader = new EpubNavigator(document.getElementById('book'), publication, { ...quiet, ...none }, positions);
    globalThis.links = publication.readingOrder.items;
    await globalThis.reader.load();
  }, origin, { manifest: listed(manifest, base), base });
  const chapters = [];
  for (const [at, link] of manifest.readingOrder.entries()) {
    if (at) {
      await page.evaluate((to) => { reader.goLink(links[to], false, () => {}); }, at);
    }
    chapters.push({ href: link.href, ...await shown(page, link.href) });
  }
  return { chapters };
}

// The chapter in the frame that Readium shows: the visible one of those it keeps, when it is the one that was asked for.
async function shown(page, href) {
  for (let tries = 0; tries < 100; tries += 1) {
    for (const frame of await page.$$('iframe')) {
      const visible = await frame.evaluate((made) => getComputedStyle(made).visibility !== 'hidden'
        && getComputedStyle(made).opacity !== '0');
      const inner = visible && await frame.contentFrame();
      const address = inner && await inner.evaluate('document.baseURI').catch(() => '');
      if (!address || !decodeURIComponent(address).endsWith(href)) continue;
      const found = await inner.evaluate(`(${chapterIn.toString()})(document)`).catch(() => null);
      if (found && found.height > 0) return found;
    }
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  throw new Error(`Readium does not show ${href}`);
}

const browser = await puppeteer.launch({
  protocolTimeout: 60_000,
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
const found = {};
try {
  for (const [number, file] of files.entries()) {
    const parsed = TaJsonSerialize(await EpubParsePromise(file));
    const page = await browser.newPage();
    const errors = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    found[file] = { parsed, epubjs: await inEpubJs(page, number), readium: await inReadium(page, number, parsed), errors };
    if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, `${path.basename(file)}.png`) });
    await page.close();
  }
} finally {
  await browser.close();
  server.close();
}
process.stdout.write(JSON.stringify(found), () => process.exit(0));
