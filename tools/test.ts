import { appendFileSync, mkdtempSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tellEnd } from '../src/shared/node/command-line.ts';
import { build } from './build/build.ts';
import { printCheck } from './check/print-check.ts';
import { runChecks } from './check/run-checks.ts';
import { aptInstall, aptUnavailable } from './setup/apt.ts';
import { asteriskUnavailable, setUpAsterisk } from './setup/asterisk.ts';
import { ensureChromium } from './setup/chromium.ts';
import { setUpKamailio } from './setup/kamailio.ts';
import { type Counts, addCounts, countsLine, noCounts } from './testing/counts.ts';
import { printProject } from './testing/print-project.ts';
import { countTests, runProject } from './testing/run-project.ts';
import { parseTestArgs } from './testing/test-args.ts';

/**
 * `npm test [-- --only unit,lab] [path …]`: installs what the tests need and runs all of them. The last line is always
 * `N passed, N failed, N skipped`. Exit code 1 on a failure, and with `CI=true` also on a skip.
 */
const { parts, paths } = readArgs();
const logs = mkdtempSync(join(tmpdir(), 'hotline-test-'));
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => stop.abort());
const announce = (line: string): void => console.log(`[test] ${line}`);
const startedAt = performance.now();

announce(`logs in ${logs}`);
let total = noCounts;
for (const part of parts) total = addCounts(total, await runPart(part).catch(brokenPart(part)));
announce(`all parts took ${Math.round((performance.now() - startedAt) / 1000)} s`);
const skipFails = process.env['CI'] === 'true' && total.skipped > 0;
if (skipFails) announce('a skipped test is a failure where CI=true');
console.log(countsLine(total));
process.exit(total.failed > 0 || skipFails ? 1 : 0);

function readArgs() {
  try {
    return parseTestArgs(process.argv.slice(2));
  } catch (error) {
    process.exit(tellEnd(error));
  }
}

async function runPart(name: string): Promise<Counts> {
  if (name === 'check') return check();
  const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(30 * 60_000)]);
  const run = { name, paths, logs, signal };
  if (name === 'lab') {
    const why = asteriskUnavailable();
    if (why !== null) {
      announce(`lab: no Asterisk and no Kamailio on this machine (${why}); its tests are skipped`);
      return { ...noCounts, skipped: await countTests(run) };
    }
    await setUpAsterisk(announce);
    // Its test says why when it cannot be had; the Asterisk tests need not wait for that.
    await setUpKamailio(announce).catch((error: unknown) => announce(messageOf(error)));
  }
  if (name !== 'unit') await prepare();
  announce(`${name} …`);
  const partBeganAt = performance.now();
  const result = await runProject(run);
  printProject(name, result, performance.now() - partBeganAt);
  return result.counts;
}

/** What could not be prepared or started is one failure; the other parts still run. */
function brokenPart(part: string) {
  return (error: unknown): Counts => {
    announce(`${part} could not run: ${messageOf(error)}`);
    return { ...noCounts, failed: 1 };
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Each part of the check counts as one test. */
async function check(): Promise<Counts> {
  const results = await runChecks(printCheck);
  const passed = results.filter((result) => result.passed).length;
  return { passed, failed: results.length - passed, skipped: 0 };
}

/** What tests in a browser need; does nothing when it is there. */
async function prepare(): Promise<void> {
  const log = (text: string): void => appendFileSync(join(logs, 'apt.log'), text);
  await ensureChromium(announce, log);
  // Certificates that nobody trusts are made with it.
  if (!existsSync('/usr/bin/openssl') && aptUnavailable() === null) {
    announce('installing openssl (apt-get install openssl) …');
    await aptInstall(['openssl'], log);
  }
  await build(announce);
}
