/** What goes wrong with what leaves the hub as a file, for `error-arisings.ts`. */
export const exportArisings = {
  'export.cut': {
    from: 'renderer/host/exported-files.ts',
    on: 'asked',
    in: 'renderer/features/tickets/export-form.tsx',
  },
  'export.gone': {
    from: 'hub/areas/export/pending-exports.ts',
    on: 'asked',
    in: 'renderer/features/tickets/export-form.tsx',
  },
  'export.tooManyForPdf': {
    from: 'hub/areas/export/write-sheet-export.ts',
    on: 'asked',
    in: 'renderer/features/tickets/export-form.tsx',
  },
} as const;
