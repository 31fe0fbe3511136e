import { join } from 'node:path';
import { parseDeskConfig } from '../config/desk-config.ts';
import { readConfigText } from '../../shared/node/read-config-text.ts';

/** Always the same, because a new port is a new origin: microphone permission and page storage would be lost. */
const defaultPort = 17_820;

/** `desk.port` of `desk.json`, else the fixed default. A faulty file is told about later, by the host. */
export function configuredPort(dataDirectory: string): number {
  try {
    return (
      parseDeskConfig(readConfigText(join(dataDirectory, 'desk.json'))).desk.port ?? defaultPort
    );
  } catch {
    return defaultPort;
  }
}
