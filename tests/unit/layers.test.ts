import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { layerViolations, unmirroredTests } from '../../tools/check/layers.ts';

const root = join(import.meta.dirname, '..', '..');
const planted = join(root, 'tests', 'fixtures', 'layers');

describe('the layer table', () => {
  it('finds every planted violation and nothing else', () => {
    expect(layerViolations(planted)).toEqual([
      'hub/areas/tickets/list-tickets.ts: hub/areas may not import kysely',
      'hub/hub.ts: hub may not import ../main/host.ts',
      'main/areas/tickets/tickets.ts: main/areas may not import node:http',
      'main/areas/tickets/tickets.ts: main/areas may not import electron',
      'main/areas/tickets/tickets.ts: main/areas may not import ../../storage/store-api.ts',
      'main/areas/tickets/tickets.ts: main/areas may not import ../calls/call-list.ts',
      'main/areas/tickets/tickets.ts: main/areas may not import ../calls/call-list.ts',
      'main/areas/tickets/tickets.ts: main/areas may not import ../calls/calls-area.ts',
      'renderer/features/softphone/dialpad.tsx: renderer/features may not import ../../../telephony/sip/sip-phone.ts',
      'renderer/features/tickets/list.tsx: renderer/features may not import ../softphone/dialpad.tsx',
      'renderer/features/tickets/list.tsx: renderer/features may not import left-pad',
      'renderer/stores/call-store.ts: renderer/stores may not import ../../../tests/support/builders.ts',
      'renderer/stores/call-store.ts: renderer/stores may not import react',
      'shared/domain/call.ts: shared/domain may not import zod',
      'somewhere/new-folder.ts: its folder is not in the layer table',
      'telephony/core/call-machine.ts: telephony/core may not import sip.js',
      'telephony/core/call-machine.ts: telephony/core may not import ../../shared/contract/messages.ts',
    ]);
  });

  it('holds in src', () => {
    expect(layerViolations(root).join('\n')).toBe('');
  });
});

describe('the mirror of unit tests', () => {
  it('finds the planted test without a source file', () => {
    expect(unmirroredTests(planted)).toEqual([
      'tests/unit/shared/removed.test.ts: no such source file',
    ]);
  });

  it('holds in tests/unit', () => {
    expect(unmirroredTests(root).join('\n')).toBe('');
  });
});
