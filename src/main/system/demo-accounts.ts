/** Accounts that the sign-in page offers with `--demo`. The seed of the hub makes them; a test keeps the two equal. */
export const demoAccounts = [
  { workNo: '1001', password: 'demo-hotline-2026', role: 'agent' },
  { workNo: '2001', password: 'demo-hotline-2026', role: 'lead' },
];
