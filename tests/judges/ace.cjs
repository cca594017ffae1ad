// Runs Ace by DAISY over many EPUBs with one browser: `node ace.cjs FOLDER FILE...` leaves FOLDER/N/report.json.
'use strict';
const path = require('path');
const { createRequire } = require('module');
const load = createRequire(path.resolve(process.env.JUDGES, 'package.json'));
const ace = load('@daisy/ace-core');
const axeRunner = load('@daisy/ace-axe-runner-puppeteer');

async function main() {
  const [folder, ...files] = process.argv.slice(2);
  const shared = { ...axeRunner, launch: async () => {}, close: async () => {} };
  await axeRunner.launch();
  try {
    for (const [number, file] of files.entries()) {
      const outdir = path.join(folder, String(number));
      try {
        await ace(file, { cwd: process.cwd(), outdir, silent: true, initLogger: number === 0, jobid: file }, shared);
      } catch (error) { // a book that cannot be opened leaves no report; the others are judged
        console.error(error);
        process.exitCode = 1;
      }
    }
  } finally {
    await axeRunner.close();
  }
}

main().then(() => process.exit(process.exitCode ?? 0), (error) => {
  console.error(error);
  process.exit(1);
});
