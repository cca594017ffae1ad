// What pdf.js (Firefox) reads from the tags: `node pdfjs.mjs FILE...` prints {file: [{tree, texts, text}, ...]}, one a page.
// `text` is the text layer without artifacts, as a reader copies it or hears it in Firefox.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const load = createRequire(path.resolve(process.env.JUDGES, 'package.json'));
const pdfjs = await import(pathToFileURL(load.resolve('pdfjs-dist/legacy/build/pdf.mjs')).href);

const found = {};
for (const file of process.argv.slice(2)) {
  const data = new Uint8Array(await readFile(file));
  const document = await pdfjs.getDocument({ data, isEvalSupported: false, useSystemFonts: false, verbosity: 0 }).promise;
  const pages = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const content = await page.getTextContent({ includeMarkedContent: true });
    const texts = {};
    const open = [];
    let text = '';
    for (const item of content.items) {
      if (item.type === 'beginMarkedContent' || item.type === 'beginMarkedContentProps') {
        open.push(item.tag === 'Artifact' ? 'artifact' : item.id ?? null);
      } else if (item.type === 'endMarkedContent') open.pop();
      else if (!open.includes('artifact')) {
        text += item.str + (item.hasEOL ? '\n' : '');
        const id = open.findLast((name) => name !== null);
        if (id !== undefined) texts[id] = (texts[id] ?? '') + item.str + (item.hasEOL ? ' ' : '');
      }
    }
    pages.push({ tree: await page.getStructTree(), texts, text });
  }
  found[file] = pages;
}
process.stdout.write(JSON.stringify(found), () => process.exit(0));
