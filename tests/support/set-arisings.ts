/** Rows of `error-arisings.ts`: of what is done to several tickets at once: merging, splitting, incidents, storm mode; and of files of tickets. */
export const setArisings = {
  'attachment.tooLong': {
    from: 'hub/areas/attachments/receive-attachment.ts',
    on: 'asked',
    in: 'renderer/parts/attachments.tsx',
  },
  'attachment.quota': {
    from: 'hub/areas/attachments/receive-attachment.ts',
    on: 'asked',
    in: 'renderer/parts/attachments.tsx',
  },
  'attachment.type': {
    from: 'hub/areas/attachments/receive-attachment.ts',
    on: 'asked',
    in: 'renderer/parts/attachments.tsx',
  },
  'attachment.notUploaded': {
    from: 'hub/areas/attachments/attached-files.ts',
    on: 'asked',
    in: 'renderer/parts/attachments.tsx',
  },
  'attachment.notFound': {
    from: 'hub/areas/attachments/read-attachment.ts',
    on: 'asked',
    in: 'renderer/parts/attachments.tsx',
  },
  'attachment.notYours': {
    from: 'shared/domain/tickets/carry-out-attachments.ts',
    on: 'asked',
    in: 'renderer/parts/attachments.tsx',
  },
  'attachment.twice': {
    from: 'shared/domain/tickets/carry-out-attachments.ts',
    on: 'asked',
    in: 'renderer/parts/attachments.tsx',
  },
  'attachment.damaged': {
    from: 'hub/archive/attachment-folder.ts',
    on: 'asked',
    in: 'renderer/parts/attachments.tsx',
  },
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
