import type { SeatName } from './seats.ts';

export interface PeerRow {
  readonly what: string;
  readonly unit: string;
  /** Median of each seat that was measured. */
  readonly values: Readonly<Partial<Record<SeatName, number>>>;
}

/** What a figure of this seat ends with: our own has the plain name. */
export const figureSuffix = {
  ours: '',
  'SIP.js SimpleUser': '.simpleUser',
  JsSIP: '.jssip',
} as const satisfies Record<SeatName, string>;

const seats = ['ours', 'SIP.js SimpleUser', 'JsSIP'] as const satisfies readonly SeatName[];

/** For people, on standard error: standard output carries JSON lines alone. `—` = cannot do it, or was not asked. */
export function printPeerTable(rows: readonly PeerRow[]): void {
  const cells = [
    ['', ...seats],
    ...rows.map(({ what, unit, values }) => [
      `${what} (${unit})`,
      ...seats.map((seat) => values[seat]?.toFixed(1) ?? '—'),
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  for (const row of cells) {
    const line = row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
    process.stderr.write(`${line.trimEnd()}\n`);
  }
}
