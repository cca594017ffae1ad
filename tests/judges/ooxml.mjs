// Runs the Open XML SDK's validator over many DOCX files: `node ooxml.mjs FILE...` prints {file: [errors]} as JSON.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const load = createRequire(path.resolve(process.env.JUDGES, 'package.json'));
const { validateBuffer, default: standard, ...rest } = await import(
  pathToFileURL(load.resolve('@ooxml-tools/validate')).href
);
const validate = validateBuffer ?? standard ?? Object.values(rest).find((item) => typeof item === 'function');

const found = {};
for (const file of process.argv.slice(2)) {
  found[file] = await validate(await readFile(file), 'docx', 'Microsoft365');
}
process.stdout.write(JSON.stringify(found), () => process.exit(0));
