import { resolve } from 'node:path';
import { Misuse, readCommandLine } from '../../src/shared/node/command-line.ts';

export interface DemoOptions {
  /** No window: the agent's part is played by the demo itself. */
  readonly headless: boolean;
  /** Which PBX carries the call. */
  readonly pbx: 'training' | 'asterisk';
  readonly outputFolder: string;
  /** A city platform for practice beside the hub, with a page on which somebody plays it. */
  readonly city: boolean;
}

/** Reads `--headless`, `--pbx training|asterisk`, `--city` and `--output DIR`. Throws `Misuse` on anything else. */
export function parseDemoOptions(args: readonly string[], root: string): DemoOptions {
  const { values } = readCommandLine(
    {
      name: 'npm run demo',
      what: '从来电到录音归档演示一遍，逐步打印时间线；全部成立时退出码为 0',
      options: {
        headless: { type: 'boolean', default: false, help: '不开窗口，由程序代替坐席操作' },
        pbx: {
          type: 'string',
          default: 'training',
          value: '名称',
          help: 'training（自带，默认）或 asterisk',
        },
        city: {
          type: 'boolean',
          default: false,
          help: '同时启动模拟的市级平台，可在网页上派件、答复',
        },
        output: {
          type: 'string',
          default: resolve(root, 'demo-output'),
          value: '目录',
          help: '报告、截图和录音放在这里，默认 demo-output',
        },
      },
      example: '--headless',
    },
    args,
  );
  const { headless, pbx, city, output } = values;
  if (pbx !== 'training' && pbx !== 'asterisk')
    throw new Misuse(`--pbx 应为 training 或 asterisk，给的是 ${pbx}`);
  return { headless, pbx, city, outputFolder: resolve(output) };
}
