import { defineConfig } from 'vitest/config';
import { sipGrammarOnce } from './tools/build/sip-grammar-once.ts';

/** One project per kind of test, so that each can be run alone: `vitest run --project unit`. */
const project = (name: string, options: Record<string, unknown> = {}) => ({
  extends: true as const,
  test: { name, include: [`tests/${name}/**/*.test.{ts,tsx}`], ...options },
});

export default defineConfig({
  plugins: [sipGrammarOnce()],
  test: {
    // SIP.js with the grammar as the pages have it.
    server: { deps: { inline: ['sip.js'] } },
    sequence: { shuffle: { tests: true, files: true } },
    retry: 0,
    // One for each core: most tests wait more than they work. Vitest's own choice is a core less, which is one of two.
    maxWorkers: '100%',
    passWithNoTests: true,
    // A condition is waited for as long as a busy machine needs; the stock second is a moment.
    expect: { poll: { timeout: 15_000 } },
    projects: [
      // A busy machine takes its time; the stock five seconds are a moment.
      project('unit', { testTimeout: 30_000 }),
      project('contract', { testTimeout: 30_000, hookTimeout: 60_000 }),
      project('integration', { testTimeout: 30_000, hookTimeout: 60_000 }),
      // One after the other, as they measure how quick a good client is served and what memory comes back.
      project('faults', { testTimeout: 60_000, hookTimeout: 120_000, fileParallelism: false }),
      project('e2e', { testTimeout: 120_000, hookTimeout: 180_000, fileParallelism: false }),
      project('lab', { testTimeout: 180_000, hookTimeout: 600_000, fileParallelism: false }),
    ],
  },
});
