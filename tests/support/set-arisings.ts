/** Rows of `error-arisings.ts`: of what is done to several tickets at once: merging, splitting, incidents, storm mode. */
export const setArisings = {
  'ticket.isMerged': {
    from: 'shared/domain/tickets/flow-refusals.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.hasMerged': {
    from: 'shared/domain/tickets/flow.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.mergeSelf': {
    from: 'shared/domain/tickets/merge.ts',
    on: 'asked',
    in: 'renderer/features/tickets/bulk-panel.tsx',
  },
  'ticket.mergeMany': {
    from: 'shared/domain/tickets/merge.ts',
    on: 'asked',
    in: 'renderer/features/tickets/bulk-panel.tsx',
  },
  'ticket.mergeConfidential': {
    from: 'shared/domain/tickets/merge.ts',
    on: 'asked',
    in: 'renderer/features/tickets/bulk-panel.tsx',
  },
  'ticket.mergeUrgent': {
    from: 'shared/domain/tickets/merge.ts',
    on: 'asked',
    in: 'renderer/features/tickets/bulk-panel.tsx',
  },
  'ticket.notMergedHere': {
    from: 'shared/domain/tickets/merge.ts',
    on: 'asked',
    in: 'renderer/features/tickets/merged-part.tsx',
  },
  'ticket.mainAnswered': {
    from: 'shared/domain/tickets/merge.ts',
    on: 'asked',
    in: 'renderer/features/tickets/merged-part.tsx',
  },
  'incident.notFound': { from: 'hub/areas/incidents/say-of-incident.ts', on: 'asked' },
  'incident.notJoined': { from: 'shared/domain/tickets/flow.ts', on: 'asked' },
  'incident.conflict': { from: 'hub/areas/incidents/say-of-incident.ts', on: 'asked' },
  'storm.notOn': { from: 'hub/areas/incidents/set-storm.ts', on: 'asked' },
  'storm.callersOpen': { from: 'hub/areas/incidents/set-storm.ts', on: 'asked' },
} as const;
