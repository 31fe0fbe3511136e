/** What decides how the installer is made. */
export interface PackagingFacts {
  readonly platform: NodeJS.Platform;
  /** Folder of an unpacked Electron on this machine; `null` = electron-builder must download one. */
  readonly electronFolder: string | null;
  /** Only the unpacked program, for a trial on this machine. */
  readonly directoryOnly: boolean;
}

const targets: Partial<Record<NodeJS.Platform, string>> = { win32: '--win', linux: '--linux' };

/**
 * Arguments for electron-builder; `null` on a system that installers are not made for. An installer is made on the system
 * that it is for: npm installs the native packages of the machine it runs on.
 */
export function builderArgs({
  platform,
  electronFolder,
  directoryOnly,
}: PackagingFacts): string[] | null {
  const target = targets[platform];
  if (target === undefined) return null;
  return [
    target,
    ...(directoryOnly ? ['--dir'] : []),
    '--publish=never',
    ...(electronFolder === null ? [] : [`--config.electronDist=${electronFolder}`]),
  ];
}
