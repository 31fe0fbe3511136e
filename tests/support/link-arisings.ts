/** Where what is wrong between a page and its host comes from (`error-arisings.ts`). */
export const linkArisings = {
  'ipc.disconnected': { from: 'renderer/host/reconnecting-link.ts', on: 'signIn' },
  'ipc.wasAway': { from: 'renderer/parts/host-codes.ts', on: 'act' },
  'ipc.wrongBuild': {
    from: 'main/areas/phone/phone-page-router.ts',
    on: 'phone',
    in: 'renderer/phone/phone-app.tsx',
  },
  'ipc.stranger': { from: 'renderer/parts/host-codes.ts', on: 'page' },
  'ipc.openedElsewhere': { from: 'renderer/parts/host-codes.ts', on: 'page' },
  'ipc.notAdmitted': { from: 'renderer/parts/host-codes.ts', on: 'page' },
  'ipc.internal': { from: 'shared/contract/base.ts', on: 'act' },
} as const;
