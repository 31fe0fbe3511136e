/** What is mutated together, and the tests that must notice it. Paths as globs from the root. */
export interface MutationArea {
  readonly mutate: readonly string[];
  /** A mutant that only other tests would kill counts as a survivor here: they are too slow to run for each. */
  readonly tests: readonly string[];
}

const areas = {
  domain: {
    mutate: ['src/shared/domain/**/*.ts'],
    tests: ['tests/unit/shared/domain/**/*.test.ts', 'tests/unit/main/areas/**/*.test.ts'],
  },
  segments: {
    mutate: ['src/shared/node/segment-*.ts'],
    tests: [
      'tests/unit/shared/node/segment-*.test.ts',
      'tests/faults/recording/write-faults.test.ts',
    ],
  },
  ogg: { mutate: ['src/shared/ogg/*.ts'], tests: ['tests/unit/shared/ogg/*.test.ts'] },
  core: {
    mutate: ['src/telephony/core/**/*.ts'],
    tests: ['tests/unit/telephony/core/**/*.test.ts', 'tests/contract/phone/**/*.test.ts'],
  },
  wire: {
    mutate: ['src/telephony/sip/wire/*.ts'],
    tests: [
      'tests/unit/telephony/sip/**/*.test.ts',
      // Measures time, which the marks that Stryker puts into the code change.
      '!tests/unit/telephony/sip/wire/check-frame.linear-work.test.ts',
      'tests/integration/sip/{torture,hostile-frames,hurt-requests,hurt-answers}.test.ts',
    ],
  },
  numbers: {
    mutate: ['src/shared/numbers/*.ts'],
    tests: ['tests/unit/shared/numbers/*.test.ts'],
  },
  // Over the real store in memory; each test that signs in over HTTP would cost a password's hash for each mutant.
  hub: { mutate: ['src/hub/areas/*/*.ts'], tests: ['tests/unit/hub/**/*.test.ts'] },
  desk: { mutate: ['src/main/areas/**/*.ts'], tests: ['tests/unit/main/areas/**/*.test.ts'] },
} satisfies Readonly<Record<string, MutationArea>>;

export const mutationAreas: ReadonlyMap<string, MutationArea> = new Map(Object.entries(areas));

/**
 * What the tool does not copy, from the root. Each begins with a stroke: without one it would be left out wherever a folder has
 * that name, and `src/hub/areas/recordings` would be broken nowhere, silently.
 */
export const leftOut = [
  '/dist',
  '/docs',
  '/recordings',
  '/deploy',
  '/tests/fixtures/released',
  '/.ci',
  '/out',
] as const;
