// Walks through EPUBs as somebody reads them, in epub.js and in Readium's navigator: `node walk.mjs FILE...` prints
// {versions, books: {file: {epubjs, readium}}}. Each chapter's words as they are shown; where every entry of the contents
// leads; where a link from one chapter to another leads, and a note's reference and its way back, clicked with the mouse.
// SHOTS names a folder for pictures. Judged by tests/judges/reading.py.
import path from 'node:path';
import { launch, openInEpubJs, openInReadium, parse, serve, versions } from './reading.mjs';

const files = process.argv.slice(2);
const { origin, close } = await serve(files);
const NOTES = 2; // clicked in each chapter: the first and the last
const SECONDS = 6;

// --- what is asked of a page with a reader in it ---------------------------------------------------------------------

// Installed in the page: what is shown now, as {document, left, top} of the frame, and what stands at a place in it.
function room(system) {
  const inside = (address) => decodeURIComponent(address).replace(/^.*?\/(?=EPUB\/)/, '');
  globalThis.frames_ = () => [...document.querySelectorAll('iframe')].filter((made) => {
    const style = getComputedStyle(made);
    return style.visibility !== 'hidden' && style.opacity !== '0' && made.contentDocument?.body?.getBoundingClientRect().height > 0;
  });
  globalThis.here = () => {
    if (system === 'readium') return decodeURIComponent(reader.currentLocator?.href ?? '');
    const held = reader.manager?.views?.last?.() ?? reader.manager?.views?.first?.();
    return held?.section ? inside(held.section.url) : '';
  };
  globalThis.shown = () => {
    const frame = system === 'readium'
      ? frames_().find((made) => decodeURIComponent(made.contentDocument.baseURI).endsWith(here())) : frames_().at(-1);
    return frame && { document: frame.contentDocument, frame };
  };
  globalThis.place = (made) => {
    const { frame } = shown();
    const outer = frame.getBoundingClientRect();
    const box = made.getClientRects()[0] ?? made.getBoundingClientRect();
    return { x: outer.left + box.left, y: outer.top + box.top, width: box.width, height: box.height };
  };
  globalThis.seen = (made) => {
    const box = place(made);
    const view = (document.querySelector('.epub-container') ?? document.documentElement).getBoundingClientRect();
    const [right, bottom] = [Math.min(innerWidth, view.right), Math.min(innerHeight, view.bottom)];
    return box.x + box.width > 0 && box.x < right && box.y + box.height > 0 && box.y < bottom;
  };
  globalThis.at = (id) => (id ? shown().document.getElementById(id) : shown().document.body);
  globalThis.words = (made) => made.innerText.replace(/\s+/g, ' ').trim();
  globalThis.go = async (href) => {
    if (system === 'readium') await new Promise((resolve) => { reader.goLink(link(href), false, resolve); setTimeout(resolve, 3000); });
    else await reader.display(href.replace(/^EPUB\//, ''));
  };
}

const wait = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

// Until a question of the page is answered with yes: true, or false after SECONDS.
async function until(page, question, ...values) {
  for (let tries = 0; tries < SECONDS * 20; tries += 1) {
    if (await page.evaluate(question, ...values).catch(() => false)) return true;
    await wait(50);
  }
  return false;
}

// Whether the chapter and the place in it that an address names are shown.
const isAt = (page, href) => until(page, (file, id) => here() === file && shown() && at(id) && seen(at(id)),
  href.split('#')[0], href.split('#')[1] ?? '');

// Click the element that a selector finds, with the mouse where it is shown; false where it cannot be brought into view.
async function click(page, selector, number) {
  const found = await page.evaluate(async (what, count) => {
    const made = shown().document.querySelectorAll(what)[count];
    if (!made) return null;
    if (!seen(made)) made.scrollIntoView({ block: 'center' });
    await new Promise((resolve) => { setTimeout(resolve, 100); });
    const box = place(made);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }, selector, number);
  if (!found || found.x < 0 || found.y < 0) return false;
  await page.mouse.click(found.x, found.y);
  return true;
}

// --- the walk --------------------------------------------------------------------------------------------------------

async function walk(page, system, chapters, contents, shot) {
  await page.evaluate(room, system);
  const made = { chapters: [], contents: [], links: [], notes: [] };
  for (const href of chapters) {
    await page.evaluate((to) => go(to), href);
    const there = await isAt(page, href);
    made.chapters.push({ href, there, words: there ? await page.evaluate(() => words(shown().document.body)) : '' });
    await shot(`chapter-${made.chapters.length}`);
    await inChapter(page, href, made, shot);
  }
  for (const { href, label, depth } of contents) {
    await page.evaluate((to) => go(to), href);
    const there = await isAt(page, href);
    const heading = there ? await page.evaluate((id) => {
      const place = at(id);
      const all = [...shown().document.querySelectorAll('h1, h2, h3, h4, h5, h6, [role=heading]')];
      const found = all.find((one) => place.contains(one) || one === place || one.contains(place));
      return found ? words(found) : words(place);
    }, href.split('#')[1] ?? '') : '';
    made.contents.push({ href, label, depth, there, heading });
  }
  return made;
}

async function inChapter(page, href, made, shot) {
  const asked = await page.evaluate(() => {
    const all = [...shown().document.querySelectorAll('a[href]')];
    return {
      links: all.map((one, number) => ({ number, href: one.getAttribute('href'), text: words(one),
        hidden: !one.getClientRects().length || one.hasAttribute('role') }))
        .filter((one) => !one.hidden && !/^(?:[a-z]+:|#)/.test(one.href)),
      notes: shown().document.querySelectorAll('[role=doc-noteref]').length,
    };
  });
  const chosen = [...new Set([0, asked.notes - 1])].filter((number) => number >= 0 && number < asked.notes).slice(0, NOTES);
  for (const number of chosen) {
    made.notes.push({ chapter: href, ...await noteAndBack(page, href, number, shot) });
    await page.evaluate((to) => go(to), href);
    await isAt(page, href);
  }
  for (const one of asked.links) {
    const target = path.posix.join(path.posix.dirname(href), decodeURIComponent(one.href));
    const clicked = await click(page, 'a[href]', one.number);
    const there = clicked && await isAt(page, target);
    made.links.push({ chapter: href, target, text: one.text, there });
    if (there) await shot(`link-${made.links.length}`);
    await page.evaluate((to) => go(to), href);
    await isAt(page, href);
  }
}

async function noteAndBack(page, href, number, shot) {
  const note = await page.evaluate((count) => shown().document.querySelectorAll('[role=doc-noteref]')[count].getAttribute('href')
    .slice(1), number);
  const clicked = await click(page, '[role=doc-noteref]', number);
  const there = clicked && await isAt(page, `${href}#${note}`);
  await shot(`note-${note}`);
  const text = there ? await page.evaluate((id) => words(at(id)), note) : '';
  const ways = `[id="${note}"] [role=doc-backlink]`;
  const home = there && await page.evaluate((what) => shown().document.querySelector(what)?.getAttribute('href')?.slice(1) ?? '', ways);
  const back = Boolean(home) && await click(page, ways, 0) && await isAt(page, `${href}#${home}`);
  return { note, text, there, back };
}

// --- both systems ----------------------------------------------------------------------------------------------------

const flat = (items, depth = 1) => (items ?? []).flatMap((item) => [
  { href: decodeURIComponent(item.href), label: (item.label ?? item.title ?? '').replace(/\s+/g, ' ').trim(), depth },
  ...flat(item.subitems ?? item.children, depth + 1)]);

async function inEpubJs(page, number, shot) {
  await openInEpubJs(page, origin, number);
  const { toc, spine } = await page.evaluate(() => {
    const plain = (items) => items.map((item) => ({ href: item.href, label: item.label, subitems: plain(item.subitems ?? []) }));
    return { toc: plain(book.navigation.toc), spine: book.spine.spineItems.filter((item) => item.linear).map((item) => item.href) };
  });
  const inBook = (href) => path.posix.join('EPUB', href);
  const contents = flat(toc).map((entry) => ({ ...entry, href: inBook(entry.href) }));
  return walk(page, 'epubjs', spine.map(inBook), contents, shot);
}

async function inReadium(page, number, manifest, shot) {
  await openInReadium(page, origin, number, manifest);
  const chapters = manifest.readingOrder.map((item) => decodeURIComponent(item.href));
  return walk(page, 'readium', chapters, flat(manifest.toc), shot);
}

const browser = await launch();
const books = {};
try {
  for (const [number, file] of files.entries()) {
    const parsed = await parse(file);
    const errors = [];
    const found = { errors };
    for (const [system, open] of [['epubjs', inEpubJs], ['readium', inReadium]]) {
      const page = await browser.newPage();
      await page.setViewport({ width: 640, height: 900 });
      page.on('pageerror', (error) => errors.push(`${system}: ${error}`));
      const shot = async (name) => {
        if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, `${system}-${name}.png`) });
      };
      found[system] = await (system === 'epubjs' ? open(page, number, shot) : open(page, number, parsed, shot));
      await page.close();
    }
    books[file] = found;
  }
} finally {
  await browser.close();
  close();
}
process.stdout.write(JSON.stringify({ versions: versions(), books }), () => process.exit(0));
