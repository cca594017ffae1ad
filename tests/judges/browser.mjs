// What Chromium tells assistive technology: `node browser.mjs FILE...` prints {file: {nodes, axe}} for XHTML or HTML
// files, where nodes is the accessibility tree (role, name, level, children) and axe the violations axe-core finds.
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const load = createRequire(path.resolve(process.env.JUDGES, 'package.json'));
const puppeteer = load('puppeteer-core');
const axe = await readFile(load.resolve('axe-core/axe.min.js'), 'utf8');

// axe-core 4.14 looks at labels without knowing DPUB-ARIA, which asks for one on a page break (DPUB-ARIA 1.1, doc-pagebreak).
function withoutPageBreaks(item) {
  if (item.id !== 'aria-prohibited-attr') return item;
  return { ...item, nodes: item.nodes.filter((node) => !node.html.includes('role="doc-pagebreak"')) };
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
    await page.setRequestInterception(true);
    page.on('request', (request) => (request.url().startsWith('file:') || request.url().startsWith('data:')
      ? request.continue() : request.abort()));
    await page.goto(pathToFileURL(file).href);
    const session = await page.createCDPSession();
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    await page.evaluate(axe);
    const result = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
    const slim = nodes.map((node) => ({
      id: node.nodeId,
      role: node.ignored ? 'ignored' : node.role?.value,
      name: node.name?.value ?? '',
      level: node.properties?.find((item) => item.name === 'level')?.value?.value,
      children: node.childIds ?? [],
    }));
    const violations = result.violations.map(withoutPageBreaks).filter((item) => item.nodes.length);
    found[file] = { nodes: slim, axe: violations.map((item) => `${item.id}: ${item.help} (${item.nodes.length})`) };
    await page.close();
  }
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(found), () => process.exit(0));
