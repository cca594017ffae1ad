// Opens EPUBs in reading systems that no one here wrote: `node readers.mjs FILE...` prints {file: {parsed, epubjs,
// readium}}. The files are served from loopback, packaged for epub.js and entry by entry for Readium's navigator, whose
// manifest Readium's own parser (r2-shared-js) makes of the package. Each chapter is told as the reader shows it.
import path from 'node:path';
import { launch, openInEpubJs, openInReadium, parse, serve } from './reading.mjs';

const files = process.argv.slice(2);
const { origin, close } = await serve(files);

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
  await openInEpubJs(page, origin, number);
  return page.evaluate(async (source) => {
    const chapter = new Function(`return ${source}`)();
    const chapters = [];
    for (const section of book.spine.spineItems.filter((item) => item.linear)) {
      await reader.display(section.href);
      chapters.push({ href: section.href, ...chapter(reader.getContents()[0].document) });
    }
    const flat = (items) => items.flatMap((item) => [item.label.trim(), ...flat(item.subitems ?? [])]);
    const { title, language } = book.packaging.metadata;
    return { title, language, toc: flat(book.navigation.toc), pages: book.pageList?.pageList?.map((item) => item.page) ?? [],
      cover: await book.coverUrl() !== null, chapters };
  }, chapterIn.toString());
}

async function inReadium(page, number, manifest) {
  await openInReadium(page, origin, number, manifest);
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
  for (let tries = 0; tries < 1200; tries += 1) {
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

const browser = await launch();
const found = {};
try {
  for (const [number, file] of files.entries()) {
    const parsed = await parse(file);
    const page = await browser.newPage();
    const errors = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    found[file] = { parsed, epubjs: await inEpubJs(page, number), readium: await inReadium(page, number, parsed), errors };
    if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, `${path.basename(file)}.png`) });
    await page.close();
  }
} finally {
  await browser.close();
  close();
}
process.stdout.write(JSON.stringify(found), () => process.exit(0));
