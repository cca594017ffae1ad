// What opening EPUBs in reading systems needs, for readers.mjs and walk.mjs: the files served from loopback (packaged
// for epub.js, entry by entry for Readium's navigator), a page with each system in it, a browser that talks to nobody.
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

// Readium's own parser of packages.
export const parse = async (file) => TaJsonSerialize(await EpubParsePromise(file));

export const versions = () => Object.fromEntries(['epubjs', '@readium/navigator', '@readium/shared', 'r2-shared-js'].map(
  (name) => [name, load(path.join(modules, name, 'package.json')).version]));

export async function serve(files) {
  const zips = await Promise.all(files.map(async (file) => JSZip.loadAsync(await readFile(file))));
  const answer = async (url) => {
    const [, kind, number, ...rest] = decodeURIComponent(url.pathname).split('/');
    if (kind === 'host') return { type: '.html', body: HOST };
    if (kind === 'module') return { type: '.js', body: await readFile(path.join(modules, number, ...rest)) };
    if (kind === 'packed') return { type: '.epub', body: await readFile(files[Number(number.replace('.epub', ''))]) };
    const entry = kind === 'book' ? zips[Number(number)]?.file(rest.join('/')) : null;
    return entry && { type: path.extname(entry.name), body: await entry.async('nodebuffer') };
  };
  const server = createServer((request, response) => {
    answer(new URL(request.url, 'http://localhost')).catch(() => null).then((found) => {
      response.writeHead(found ? 200 : 404, { 'content-type': found ? TYPES[found.type] ?? 'text/plain' : 'text/plain' });
      response.end(found ? found.body : 'not here');
    });
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

export const launch = () => puppeteer.launch({
  protocolTimeout: 60_000,
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});

// The page with epub.js: `reader` is its rendition, `book` the book.
export async function openInEpubJs(page, origin, number) {
  await page.goto(`${origin}/host`);
  await page.addScriptTag({ url: `${origin}/module/jszip/dist/jszip.min.js` });
  await page.addScriptTag({ url: `${origin}/module/epubjs/dist/epub.min.js` });
  await page.evaluate(async (address) => {
    globalThis.book = ePub(address);
    await book.ready;
    globalThis.reader = book.renderTo('book', { flow: 'scrolled-doc', width: 600, height: 800 });
  }, `${origin}/packed/${number}.epub`);
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

// The page with Readium's navigator: `reader` is the navigator, `links` its reading order, `link` makes one.
export async function openInReadium(page, origin, number, manifest) {
  const base = `${origin}/book/${number}/`;
  await page.goto(`${origin}/host`);
  await page.evaluate(async (root, data) => {
    const { EpubNavigator } = await import(`${root}/module/@readium/navigator/dist/index.js`);
    const { HttpFetcher, Link, Locator, LocatorLocations, Manifest, Publication } = await import(
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
    globalThis.link = (href) => new Link({ href });
    await globalThis.reader.load();
  }, origin, { manifest: listed(manifest, base), base });
}
