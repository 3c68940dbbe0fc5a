// Lays styles and scripts into wwwroot: one style sheet, in a system font and without what is the Government's own (crown, GDS Transport), and the components' script.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { buildSync } from 'esbuild-wasm';
import { compile } from 'sass';

rmSync('wwwroot', { recursive: true, force: true });
mkdirSync('wwwroot');

const { css } = compile('styles/portal.scss', { style: 'compressed', loadPaths: ['node_modules', '.'], quietDeps: true });
const foreign = css.match(/GDS Transport|crown|url\((?!"?(data:|\/[^/]))[^)]*\)/i);
if (foreign) {
  throw new Error(`portal.css holds “${foreign[0]}”, which is not ours to use or is fetched from elsewhere.`);
}

copyFileSync('node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js', 'wwwroot/govuk-frontend.js');
// A page asks for portal.js by what is in it; so does portal.js for what it needs.
const version = createHash('sha256').update(readFileSync('wwwroot/govuk-frontend.js')).digest('hex').slice(0, 12);
writeFileSync('wwwroot/portal.js', readFileSync('scripts/portal.js', 'utf8').replace('./govuk-frontend.js', `./govuk-frontend.js?v=${version}`));
// Only what the charts use of their library, in one file.
buildSync({ entryPoints: ['scripts/charts.js'], outfile: 'wwwroot/charts.js', bundle: true, minify: true, format: 'esm', target: 'es2022', legalComments: 'inline' });
copyFileSync('styles/icon.svg', 'wwwroot/icon.svg');
writeFileSync('wwwroot/portal.css', css);      // last: the build asks it whether all of this is done
