import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface DemoOptions {
  /** No window: the agent's part is played by the demo itself. */
  readonly headless: boolean;
  /** Which PBX carries the call. */
  readonly pbx: 'training' | 'asterisk';
  readonly outputFolder: string;
}

/** Reads `--headless`, `--pbx training|asterisk` and `--output DIR`. Throws on anything else. */
export function parseDemoOptions(args: readonly string[], root: string): DemoOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      headless: { type: 'boolean', default: false },
      pbx: { type: 'string', default: 'training' },
      output: { type: 'string', default: resolve(root, 'demo-output') },
    },
  });
  const { headless, pbx, output } = values;
  if (pbx !== 'training' && pbx !== 'asterisk')
    throw new Error(`--pbx ${pbx}: training or asterisk`);
  return { headless, pbx, outputFolder: resolve(output) };
}
